package dev.sluice;

import dev.sluice.core.model.LanTls;
import dev.sluice.testing.TestCertificate;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes records of any kind, with a text that is easily found again wherever a name says that a secret is there. */
final class Planted {

    static final String SECRET = "PLANTED-5ecret-0f-the-test";

    /** One that is a hash too, for what takes nothing else. */
    static final String HASH = "$2b$12$" + "PLANTED5ecret0fTheTest".repeat(3).substring(0, 53);

    private static final TestCertificate CERTIFICATE = TestCertificate.of("planted.test");

    /** What only names: the key that a box was sealed under, a cookie. */
    private static final Set<String> NAMING = Set.of("SealedKey", "Sticky");

    private final Pattern names;
    private final Set<Class<?>> being = new HashSet<>();

    Planted(Pattern names) {
        this.names = names;
    }

    /** One of that kind. */
    Object of(Class<?> type) {
        being.add(type);
        try {
            RecordComponent[] components = type.getRecordComponents();
            Constructor<?> whole = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            whole.setAccessible(true);
            Object[] values = new Object[components.length];
            for (int i = 0; i < values.length; i++) {
                boolean secret = isSecret(type, components[i].getName());
                values[i] = components[i].getType() == String.class
                                && components[i].getName().equals("passwordHash")
                        ? HASH
                        : value(components[i].getGenericType(), secret);
            }
            return whole.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new AssertionError(type + " takes none of what the test has: " + e.getCause(), e);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(type.toString(), e);
        } finally {
            being.remove(type);
        }
    }

    /** Whether that component is named like a secret, and is one. */
    boolean isSecret(Class<?> holder, String component) {
        return holder.getSimpleName().equals("Secret")
                || names.matcher(component).matches() && !NAMING.contains(holder.getSimpleName());
    }

    private @Nullable Object value(Type generic, boolean secret) {
        Class<?> type = (Class<?>) (generic instanceof ParameterizedType of ? of.getRawType() : generic);
        String text = secret ? SECRET : "text";
        if (type == String.class || type == CharSequence.class || type == Object.class) {
            return text;
        }
        if (type == LanTls.class) {
            return LanTls.parse("verify"); // only that goes with authorities of one's own
        }
        if (type.isRecord()) {
            return being.contains(type) ? null : of(type); // what holds lists of itself ends somewhere
        }
        if (type == X509Certificate.class) {
            return CERTIFICATE.certificate();
        }
        if (type == KeyPair.class) {
            return new KeyPair(null, (PrivateKey) standIn(PrivateKey.class));
        }
        if (type.isEnum()) {
            Object[] constants = type.getEnumConstants();
            return constants[constants.length - 1];
        }
        if (type.isPrimitive()) {
            return number(type);
        }
        if (type.isArray()) {
            return Array.newInstance(type.getComponentType(), 0);
        }
        Object element = generic instanceof ParameterizedType of ? element(of, secret) : null;
        return other(type, element);
    }

    private static Object number(Class<?> type) {
        Object one = Array.newInstance(type, 1);
        if (type == boolean.class) {
            return true;
        }
        if (type != char.class) {
            Array.setByte(one, 0, (byte) 1);
        }
        return Array.get(one, 0);
    }

    private @Nullable Object element(ParameterizedType of, boolean secret) {
        Type[] arguments = of.getActualTypeArguments();
        Type last = arguments[arguments.length - 1];
        return last instanceof Class<?> || last instanceof ParameterizedType ? value(last, secret) : null;
    }

    private @Nullable Object other(Class<?> type, @Nullable Object element) {
        if (type == List.class || type == Collection.class) {
            return element == null ? List.of() : List.of(element);
        }
        if (type == Set.class) {
            return element == null ? Set.of() : Set.of(element);
        }
        if (type == Map.class) {
            return element == null ? Map.of() : Map.of(1L, element);
        }
        if (type == Optional.class) {
            return Optional.ofNullable(element);
        }
        if (type == Integer.class) {
            return 1;
        }
        if (type == Long.class) {
            return 1L;
        }
        if (type == Boolean.class) {
            return true;
        }
        if (type == Duration.class) {
            return Duration.ofSeconds(1);
        }
        if (type == Instant.class) {
            return Instant.EPOCH;
        }
        if (type == Path.class) {
            return Path.of("/path");
        }
        if (type.isSealed()) {
            Class<?> first = type.getPermittedSubclasses()[0];
            return first.isRecord() ? of(first) : null;
        }
        return type.isInterface() ? standIn(type) : null;
    }

    private static Object standIn(Class<?> type) {
        return Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> method.getName().equals("toString") ? "a " + type.getSimpleName() : null);
    }
}
