package dev.tule.wamp.client;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object whose annotated methods serve procedures and take events; made by {@link
 * WampClient#register(Object)}. Safe for use by many threads.
 */
public final class Service implements AutoCloseable {
    private final List<Registration> registrations = new ArrayList<>();
    private final List<Subscription> subscriptions = new ArrayList<>();

    /** All of them, or none: what was done is undone when one fails. */
    Service(WampClient client, Object object) {
        List<Method> methods = annotated(object.getClass());
        if (methods.isEmpty()) {
            throw new IllegalArgumentException(
                    object.getClass().getName() + " has no method with @Procedure or @Topic");
        }
        try {
            methods.forEach(method -> serve(client, object, method));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Those of the class and all that it extends and implements; an overriding one counts once. */
    private static List<Method> annotated(Class<?> type) {
        Map<String, Method> methods = new LinkedHashMap<>();
        collect(type, methods);
        return List.copyOf(methods.values());
    }

    private static void collect(@Nullable Class<?> type, Map<String, Method> methods) {
        if (type == null) {
            return;
        }
        Arrays.stream(type.getDeclaredMethods())
                .filter(method -> !method.isBridge())
                .filter(
                        method ->
                                method.isAnnotationPresent(Procedure.class)
                                        || method.isAnnotationPresent(Topic.class))
                .sorted((a, b) -> a.getName().compareTo(b.getName()))
                .forEach(
                        method ->
                                methods.putIfAbsent(
                                        method.getName()
                                                + Arrays.toString(method.getParameterTypes()),
                                        method));
        collect(type.getSuperclass(), methods);
        for (Class<?> implemented : type.getInterfaces()) {
            collect(implemented, methods);
        }
    }

    private void serve(WampClient client, Object object, Method method) {
        method.setAccessible(true);
        Procedure procedure = method.getAnnotation(Procedure.class);
        if (procedure != null) {
            RegisterOptions how =
                    RegisterOptions.defaults()
                            .withMatch(procedure.match())
                            .withInvoke(procedure.invoke())
                            .withConcurrency(procedure.concurrency());
            Signature signature = Signature.of(method, ProcedureCall.class);
            registrations.add(
                    client.register(
                            procedure.value(),
                            how,
                            call ->
                                    invoke(
                                            object,
                                            method,
                                            Mapped.arguments(
                                                    () ->
                                                            signature.values(
                                                                    call.payload(), call)))));
        }
        Topic topic = method.getAnnotation(Topic.class);
        if (topic != null) {
            SubscribeOptions exact = SubscribeOptions.match(topic.match());
            Signature signature = Signature.of(method, TopicEvent.class);
            subscriptions.add(
                    client.subscribe(
                            topic.value(),
                            topic.retained() ? exact.withRetained() : exact,
                            event ->
                                    invoke(
                                            object,
                                            method,
                                            Mapped.received(
                                                    "an event of " + event.topic(),
                                                    () ->
                                                            signature.values(
                                                                    event.payload(), event)))));
        }
    }

    @SuppressWarnings("NullAway") // Method.invoke is declared to return no null, and does.
    private static @Nullable Object invoke(
            Object object, Method method, @Nullable Object[] arguments) throws Exception {
        try {
            return method.invoke(object, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }

    public List<Registration> registrations() {
        return List.copyOf(registrations);
    }

    public List<Subscription> subscriptions() {
        return List.copyOf(subscriptions);
    }

    /** Ends all registrations and subscriptions. */
    @Override
    public void close() {
        registrations.forEach(Registration::close);
        subscriptions.forEach(Subscription::close);
    }
}
