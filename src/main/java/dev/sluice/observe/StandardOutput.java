package dev.sluice.observe;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;

/** The process's standard output as a log: unbuffered, since whole batches come; left open, since it is not ours. */
final class StandardOutput implements LogSink {

    private final FileOutputStream out = new FileOutputStream(FileDescriptor.out);

    @Override
    public void write(byte[] lines, int length) throws IOException {
        out.write(lines, 0, length);
    }

    @Override
    public void close() {}
}
