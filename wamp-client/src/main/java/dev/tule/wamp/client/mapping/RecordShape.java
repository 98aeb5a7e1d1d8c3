package dev.tule.wamp.client.mapping;

import dev.tule.wamp.Payload;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads a record's components from dicts or arguments. Safe for use by many threads. */
final class RecordShape implements Shape.Reader {
    private static final ClassValue<List<Component>> COMPONENTS =
            new ClassValue<>() {
                @Override
                protected List<Component> computeValue(Class<?> type) {
                    return Arrays.stream(type.getRecordComponents()).map(Component::of).toList();
                }
            };

    private final Class<?> type;
    private final Constructor<?> constructor;
    private final List<Component> components;

    // Shapes of components are made when first needed: a record may contain itself.
    private final Supplier<Shape[]> makeShapes;
    private volatile Shape @Nullable [] shapes;

    /** A component: its name in dicts, and how to get it. */
    record Component(String key, Method accessor, AnnotatedType type) {

        static Component of(RecordComponent component) {
            Key key = component.getAnnotation(Key.class);
            Method accessor = component.getAccessor();
            open(accessor.getDeclaringClass(), () -> accessor.setAccessible(true));
            return new Component(
                    key == null ? component.getName() : key.value(),
                    accessor,
                    component.getAnnotatedType());
        }

        @Nullable Object of(Record record) {
            try {
                return accessor.invoke(record);
            } catch (ReflectiveOperationException e) {
                throw new MappingException(
                        accessor.getDeclaringClass().getName() + " keeps its " + key + ": " + e);
            }
        }
    }

    /**
     * @param variables the readers of the record's type variables, by their names
     */
    RecordShape(Class<?> type, Map<String, Shape.Reader> variables) {
        this.type = type;
        this.components = components(type);
        this.constructor = constructor(type);
        this.makeShapes =
                () ->
                        components.stream()
                                .map(component -> Shape.of(component.type(), variables))
                                .toArray(Shape[]::new);
    }

    static List<Component> components(Class<?> type) {
        return COMPONENTS.get(type);
    }

    private static Constructor<?> constructor(Class<?> type) {
        Class<?>[] parameters =
                Arrays.stream(type.getRecordComponents())
                        .map(RecordComponent::getType)
                        .toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(parameters);
            open(type, () -> constructor.setAccessible(true));
            return constructor;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("a record without its constructor: " + type, e);
        }
    }

    private static void open(Class<?> type, Runnable opening) {
        try {
            opening.run();
        } catch (InaccessibleObjectException e) {
            throw new IllegalArgumentException(
                    type.getName()
                            + " is not open: its module-info should open its package to "
                            + RecordShape.class.getModule(),
                    e);
        }
    }

    private Shape[] shapes() {
        Shape[] made = shapes;
        if (made == null) {
            made = makeShapes.get();
            shapes = made;
        }
        return made;
    }

    @Override
    public Object read(@Nullable Object wire, Path path) {
        if (!(wire instanceof Map<?, ?> dict)) {
            throw path.expected("a dict of " + type.getSimpleName(), wire);
        }
        return make(List.of(), dict, path);
    }

    @Override
    public Object read(Payload payload) {
        List<@Nullable Object> arguments = payload.arguments();
        if (arguments.size() == 1
                && payload.argumentsKw().isEmpty()
                && arguments.getFirst() instanceof Map<?, ?> dict) {
            return make(List.of(), dict, Path.WHOLE);
        }
        if (arguments.size() > components.size()) {
            throw Path.WHOLE.problem(
                    arguments.size()
                            + " arguments, where "
                            + type.getSimpleName()
                            + " has "
                            + components.size());
        }
        return make(arguments, payload.argumentsKw(), Path.WHOLE);
    }

    private Object make(List<?> arguments, Map<?, ?> dict, Path path) {
        Shape[] all = shapes();
        @Nullable Object[] values = new @Nullable Object[all.length];
        for (int i = 0; i < all.length; i++) {
            String key = components.get(i).key();
            Path here = path.at(key);
            boolean named = dict.containsKey(key);
            if (i < arguments.size()) {
                if (named) {
                    throw here.problem("is given both by place and by name");
                }
                values[i] = all[i].read(arguments.get(i), here);
            } else {
                values[i] = named ? all[i].read(dict.get(key), here) : all[i].absent(here);
            }
        }
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            // The record has rules of its own, and says which one was broken.
            Throwable broken = e.getCause();
            throw path.problem(broken == null ? "is refused" : String.valueOf(broken.getMessage()));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make a " + type.getName(), e);
        }
    }
}
