package dev.tule.mtv.models.meta;

import dev.tule.mtv.models.FieldError;
import dev.tule.mtv.models.Meta;
import dev.tule.mtv.models.Model;
import jakarta.persistence.Index;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A model class, worked out once. Immutable.
 *
 * @param <M> the model
 */
public final class ModelMeta<M extends Model> {
    private static final ClassValue<ModelMeta<?>> KNOWN =
            new ClassValue<>() {
                @Override
                protected ModelMeta<?> computeValue(Class<?> type) {
                    return new ModelMeta<>(type.asSubclass(Model.class));
                }
            };

    private final Class<M> type;
    private final String table;
    private final Map<String, ModelField> fields;
    private final ModelField id;
    private final List<String> ordering;

    private ModelMeta(Class<M> type) {
        this.type = type;
        this.fields = new LinkedHashMap<>();
        FieldReader reader = new FieldReader(type);
        this.table = reader.table();
        reader.read().forEach(field -> fields.put(field.name(), field));
        List<ModelField> keys = fields.values().stream().filter(ModelField::id).toList();
        if (keys.size() != 1) {
            throw new IllegalArgumentException(
                    type.getSimpleName() + " must have exactly one field with @Id");
        }
        this.id = keys.getFirst();
        Meta meta = type.getAnnotation(Meta.class);
        this.ordering = meta == null ? List.of() : List.of(meta.ordering());
    }

    /**
     * What a class says.
     *
     * @throws IllegalArgumentException where it can't be a model, and why
     */
    @SuppressWarnings("unchecked")
    public static <M extends Model> ModelMeta<M> of(Class<M> type) {
        return (ModelMeta<M>) KNOWN.get(type);
    }

    public Class<M> type() {
        return type;
    }

    /** The class's name: {@code Book}. */
    public String name() {
        return type.getSimpleName();
    }

    /** The application that the model belongs to: its package's last word. */
    public String appLabel() {
        return Naming.label(type);
    }

    /** {@code library.Book}: the model's name in messages, fixtures and migrations. */
    public String label() {
        return appLabel() + "." + name();
    }

    public String table() {
        return table;
    }

    /** All fields, those of superclasses first. */
    public List<ModelField> fields() {
        return List.copyOf(fields.values());
    }

    /** The fields with columns of their own. */
    public List<ModelField> concreteFields() {
        return fields.values().stream().filter(ModelField::isConcrete).toList();
    }

    /** The primary key. */
    public ModelField id() {
        return id;
    }

    /** The order of query sets that ask for none. */
    public List<String> ordering() {
        return ordering;
    }

    public Optional<ModelField> find(String name) {
        return Optional.ofNullable(name.equals("pk") ? id : fields.get(name));
    }

    /**
     * A field by its name.
     *
     * @throws FieldError where there is none
     */
    public ModelField field(String name) {
        return find(name)
                .orElseThrow(
                        () -> FieldError.unknown("field of " + label(), name, fields.keySet()));
    }

    public String verboseName() {
        Meta meta = type.getAnnotation(Meta.class);
        if (meta != null && !meta.verboseName().isEmpty()) {
            return meta.verboseName();
        }
        return name().replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    public String verboseNamePlural() {
        Meta meta = type.getAnnotation(Meta.class);
        return meta != null && !meta.verboseNamePlural().isEmpty()
                ? meta.verboseNamePlural()
                : verboseName() + "s";
    }

    /** Columns that are unique together, by the constraint's name. */
    public Map<String, List<String>> uniqueTogether() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        Table declared = type.getAnnotation(Table.class);
        if (declared != null) {
            for (UniqueConstraint each : declared.uniqueConstraints()) {
                List<String> columns = List.of(each.columnNames());
                all.put(named(each.name(), "uq", columns), columns);
            }
        }
        return all;
    }

    /** Columns with an index, by the index's name; foreign keys have one without being here. */
    public Map<String, List<String>> indexes() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        Table declared = type.getAnnotation(Table.class);
        if (declared != null) {
            for (Index each : declared.indexes()) {
                List<String> columns =
                        Arrays.stream(each.columnList().split(",")).map(String::strip).toList();
                all.put(named(each.name(), "ix", columns), columns);
            }
        }
        return all;
    }

    private String named(String given, String prefix, List<String> columns) {
        return given.isEmpty() ? prefix + "_" + table + "_" + String.join("_", columns) : given;
    }

    /** A new object, with the values that the class gives its fields. */
    public M newInstance() {
        try {
            Constructor<M> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    label() + " needs a constructor without arguments", e);
        }
    }

    /** The tables between this model and others that this model declares. */
    public List<ModelField> joinTables() {
        List<ModelField> all = new ArrayList<>();
        for (ModelField field : fields.values()) {
            if (field.kind() == ModelField.Kind.MANY_TO_MANY && field.mappedBy().isEmpty()) {
                all.add(field);
            }
        }
        return all;
    }

    @Override
    public String toString() {
        return label();
    }
}
