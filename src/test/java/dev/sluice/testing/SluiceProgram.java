package dev.sluice.testing;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Sluice as the arguments of a Java runtime, without the class to run. */
final class SluiceProgram {

    /** What is made once for all tests of a build. */
    static final Path SHARED = Path.of("target", "test-program");

    private SluiceProgram() {}

    /** As the launcher would start it; for drills in short form without the second compiler, whose work would not pay. */
    static List<String> arguments() {
        return withFlagsOfThisJava(
                "-XX:+UseParallelGC",
                "-Xms128m",
                "-Xmx512m",
                "-Xmn48m",
                "-Dio.netty.leakDetection.level=disabled",
                "-Dvertx.disableContextTimings=true",
                "-XX:Tier4InvocationThreshold=15000",
                "-XX:Tier4MinInvocationThreshold=1800",
                "-XX:Tier4CompileThreshold=45000",
                "-XX:Tier4BackEdgeThreshold=120000",
                "-XX:TieredStopAtLevel=" + DrillForm.current().pick(1, 4),
                "-cp",
                classPath());
    }

    private static List<String> withFlagsOfThisJava(String... arguments) {
        List<String> flags = new ArrayList<>();
        if (Runtime.version().feature() >= 25) {
            flags.add("-XX:+UseCompactObjectHeaders");
        }
        flags.addAll(List.of(arguments));
        return flags;
    }

    /** The same for an agent. */
    static List<String> agentArguments() {
        return withFlagsOfThisJava(
                "-XX:+UseSerialGC",
                "-Xms6m",
                "-Xmx48m",
                "-Xmn2m",
                "-XX:MaxDirectMemorySize=48m",
                "-Xss256k",
                "-XX:MinHeapFreeRatio=5",
                "-XX:MaxHeapFreeRatio=10",
                "-XX:TieredStopAtLevel=1",
                "-XX:CICompilerCount=1",
                "-XX:CompileThresholdScaling=4",
                "-XX:ReservedCodeCacheSize=16m",
                "-XX:-UsePerfData",
                "-XX:+IgnoreUnrecognizedVMOptions",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:TrimNativeHeapInterval=5000",
                "-Dio.netty.allocator.type=pooled",
                "-Dio.netty.allocator.maxOrder=3",
                "-Dio.netty.allocator.numDirectArenas=1",
                "-Dio.netty.allocator.numHeapArenas=1",
                "-Dio.netty.jfr.enabled=false",
                "-Dio.netty.leakDetection.level=disabled",
                "-Dvertx.disableContextTimings=true",
                "-cp",
                classPath());
    }

    /** What a packaged program has: its classes and libraries, without those of the tests. */
    private static String classPath() {
        String libraries = System.getProperty("sluice.libraries");
        if (libraries == null) {
            throw new IllegalStateException("sluice.libraries: actual absent, expected from the build with Maven");
        }
        return PackagedClasses.of(Path.of("target", "classes"), SHARED) + File.pathSeparator + libraries;
    }
}
