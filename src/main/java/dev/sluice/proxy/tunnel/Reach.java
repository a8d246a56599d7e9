package dev.sluice.proxy.tunnel;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How to get at what Netty keeps to itself; what is not there any more is null. */
final class Reach {

    private static final Logger LOG = LoggerFactory.getLogger(Reach.class);

    private Reach() {}

    static @Nullable Class<?> type(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException | LinkageError absent) {
            return null;
        }
    }

    static @Nullable Method method(@Nullable Class<?> type, String name, Class<?> parameter) {
        try {
            Method method = type == null ? null : type.getDeclaredMethod(name, parameter);
            if (method != null) {
                method.setAccessible(true);
            }
            return method;
        } catch (NoSuchMethodException | RuntimeException changed) {
            return null;
        }
    }

    static @Nullable Field field(@Nullable Class<?> type, String name, Class<?> kind) {
        try {
            Field field = type == null ? null : type.getDeclaredField(name);
            if (field != null) {
                field.setAccessible(true);
            }
            return field == null || field.getType() != kind ? null : field;
        } catch (NoSuchFieldException | RuntimeException changed) {
            return null;
        }
    }

    static void call(Method method, Object on, int argument) {
        try {
            method.invoke(on, argument);
        } catch (IllegalAccessException | InvocationTargetException e) {
            LOG.debug("a half-closed connection may be cut", e);
        }
    }

    /** Clears these bits; false if none was set. */
    static boolean clear(Field field, Object on, int bits) {
        try {
            byte value = field.getByte(on);
            if ((value & bits) == 0) {
                return false;
            }
            field.setByte(on, (byte) (value & ~bits));
            return true;
        } catch (IllegalAccessException e) {
            LOG.debug("a half-closed connection may stall", e);
            return false;
        }
    }

    /** Clears a flag; false if it was not set. */
    static boolean take(Field flag, Object on) {
        try {
            boolean was = flag.getBoolean(on);
            if (was) {
                flag.setBoolean(on, false);
            }
            return was;
        } catch (IllegalAccessException e) {
            LOG.debug("what is left after an end may be read at once", e);
            return false;
        }
    }

    static void set(Field flag, Object on) {
        try {
            flag.setBoolean(on, true);
        } catch (IllegalAccessException e) {
            LOG.debug("an end may go unseen", e);
        }
    }
}
