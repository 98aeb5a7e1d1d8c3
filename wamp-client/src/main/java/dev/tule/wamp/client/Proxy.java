package dev.tule.wamp.client;

import dev.tule.wamp.Payload;
import dev.tule.wamp.PublicationId;
import dev.tule.wamp.client.mapping.MappingException;
import dev.tule.wamp.client.mapping.Shape;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Calls and publishes for the methods of an interface. Safe for use by many threads. */
final class Proxy implements InvocationHandler {
    private final WampClient client;
    private final Class<?> type;
    private final Map<Method, Stub> stubs = new LinkedHashMap<>();

    /** What a method does with its arguments. */
    private interface Stub {
        @Nullable Object run(@Nullable Object[] values) throws Throwable;
    }

    private Proxy(WampClient client, Class<?> type) {
        this.client = client;
        this.type = type;
        for (Method method : type.getMethods()) {
            if (method.isAnnotationPresent(Procedure.class)) {
                stubs.put(method, calling(method));
            } else if (method.isAnnotationPresent(Topic.class)) {
                stubs.put(method, publishing(method));
            } else if (Modifier.isAbstract(method.getModifiers())) {
                throw new IllegalArgumentException(method + " has neither @Procedure nor @Topic");
            }
        }
    }

    static <T> T of(WampClient client, Class<T> type) {
        Proxy proxy = new Proxy(client, type);
        return type.cast(
                java.lang.reflect.Proxy.newProxyInstance(
                        type.getClassLoader(), new Class<?>[] {type}, proxy));
    }

    // The caller gets the future; and a CompletableFuture may hold null, whatever its annotations.
    @SuppressWarnings({"FutureReturnValueIgnored", "NullAway"})
    private Stub calling(Method method) {
        String procedure = method.getAnnotation(Procedure.class).value();
        Signature signature = Signature.of(method, CallOptions.class);
        AnnotatedType returned = method.getAnnotatedReturnType();
        boolean async =
                method.getReturnType() == CompletableFuture.class
                        || method.getReturnType() == CompletionStage.class;
        Shape shape =
                Shape.of(
                        async && returned instanceof AnnotatedParameterizedType generic
                                ? generic.getAnnotatedActualTypeArguments()[0]
                                : returned);
        String what = "the result of " + procedure;
        return values -> {
            CallOptions given = signature.around(CallOptions.class, values);
            CallOptions how = given == null ? CallOptions.defaults() : given;
            Payload payload = signature.payload(values);
            if (async) {
                return client.callAsync(
                        procedure, payload, how, result -> read(what, shape, result));
            }
            try {
                return read(what, shape, client.call(procedure, payload, how));
            } catch (WampError e) {
                throw declared(method, e);
            }
        };
    }

    private static @Nullable Object read(String what, Shape shape, Payload result) {
        try {
            return shape.read(result);
        } catch (MappingException e) {
            throw new WampMismatch(what + ": " + e.getMessage());
        }
    }

    /** The exception that the method declares for this error, or the error itself. */
    private static Throwable declared(Method method, WampError error) {
        for (Class<?> exception : method.getExceptionTypes()) {
            ErrorName name = exception.getAnnotation(ErrorName.class);
            if (name != null && name.value().equals(error.error().value())) {
                try {
                    String message = String.valueOf(error.payload().argument(0));
                    Constructor<?> constructor = exception.getDeclaredConstructor(String.class);
                    constructor.setAccessible(true);
                    Throwable declared = (Throwable) constructor.newInstance(message);
                    declared.initCause(error);
                    return declared;
                } catch (ReflectiveOperationException | IllegalStateException e) {
                    error.addSuppressed(e);
                    return error;
                }
            }
        }
        return error;
    }

    private Stub publishing(Method method) {
        String topic = method.getAnnotation(Topic.class).value();
        Signature signature = Signature.of(method, PublishOptions.class);
        boolean acknowledged = method.getReturnType() == PublicationId.class;
        if (!acknowledged && method.getReturnType() != void.class) {
            throw new IllegalArgumentException(method + " returns void or a PublicationId");
        }
        return values -> {
            PublishOptions given = signature.around(PublishOptions.class, values);
            PublishOptions how = given == null ? PublishOptions.defaults() : given;
            if (acknowledged) {
                return client.publishAcknowledged(topic, signature.payload(values), how);
            }
            client.publish(topic, signature.payload(values), how);
            return null;
        };
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] given)
            throws Throwable {
        @Nullable Object[] values = given == null ? new @Nullable Object[0] : given;
        Stub stub = stubs.get(method);
        if (stub != null) {
            return stub.run(values);
        }
        if (method.isDefault()) {
            return InvocationHandler.invokeDefault(proxy, method, values);
        }
        return switch (method.getName()) {
            case "equals" -> same(proxy, values[0]);
            case "hashCode" -> System.identityHashCode(proxy);
            default -> type.getSimpleName() + " by WAMP";
        };
    }

    @SuppressWarnings("ReferenceEquality") // Proxies have no value.
    private static boolean same(Object proxy, @Nullable Object other) {
        return proxy == other;
    }
}
