package dev.tule.mtv.models.meta;

import dev.tule.mtv.models.Model;
import dev.tule.mtv.models.OnDelete;
import io.ebean.config.TableName;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Lob;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Transient;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Size;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a model class and their annotations. */
final class FieldReader {
    private static final Naming NAMING = new Naming();
    private static final int TEXT_LENGTH = 255;
    private static final int ENUM_LENGTH = 20;
    private static final int PRECISION = 16;
    private static final int SCALE = 3;
    private static final Set<Class<?>> TYPES =
            Set.of(
                    String.class,
                    boolean.class,
                    Boolean.class,
                    short.class,
                    Short.class,
                    int.class,
                    Integer.class,
                    long.class,
                    Long.class,
                    float.class,
                    Float.class,
                    double.class,
                    Double.class,
                    BigDecimal.class,
                    LocalDate.class,
                    LocalTime.class,
                    LocalDateTime.class,
                    Instant.class,
                    UUID.class,
                    byte[].class);

    private final Class<? extends Model> owner;

    FieldReader(Class<? extends Model> owner) {
        if (!owner.isAnnotationPresent(Entity.class)) {
            throw new IllegalArgumentException(owner.getName() + " needs @Entity to be a model");
        }
        this.owner = owner;
    }

    String table() {
        return NAMING.getTableName(owner).getName();
    }

    List<ModelField> read() {
        List<Class<?>> classes = new ArrayList<>();
        for (Class<?> at = owner; at != null && at != Model.class; at = at.getSuperclass()) {
            classes.addFirst(at);
        }
        return classes.stream()
                .flatMap(each -> Arrays.stream(each.getDeclaredFields()))
                .filter(FieldReader::isPersistent)
                .map(this::field)
                .toList();
    }

    private static boolean isPersistent(Field field) {
        return !Modifier.isStatic(field.getModifiers())
                && !Modifier.isTransient(field.getModifiers())
                && !field.isSynthetic()
                && !field.getName().startsWith("_ebean")
                && !field.isAnnotationPresent(Transient.class);
    }

    private ModelField field(Field field) {
        field.trySetAccessible();
        if (field.isAnnotationPresent(OneToMany.class)) {
            String mappedBy = field.getAnnotation(OneToMany.class).mappedBy();
            if (mappedBy.isEmpty()) {
                throw refused(field, "needs mappedBy, the field at the other end");
            }
            return relation(field, ModelField.Kind.REVERSE, element(field), mappedBy, null);
        }
        if (field.isAnnotationPresent(ManyToMany.class)) {
            return manyToMany(field);
        }
        OneToOne one = field.getAnnotation(OneToOne.class);
        if (one != null && !one.mappedBy().isEmpty()) {
            return relation(
                    field, ModelField.Kind.REVERSE, model(field.getType()), one.mappedBy(), null);
        }
        return one != null || field.isAnnotationPresent(ManyToOne.class)
                ? toOne(field, one != null)
                : value(field);
    }

    private ModelField value(Field field) {
        Class<?> java = field.getType();
        if (!TYPES.contains(java) && !java.isEnum()) {
            throw refused(field, "has a type that no column can hold: " + java.getSimpleName());
        }
        Column column = field.getAnnotation(Column.class);
        boolean id = field.isAnnotationPresent(Id.class);
        boolean whole = java == long.class || java == Long.class || java == int.class;
        return new ModelField(
                owner,
                field.getName(),
                ModelField.Kind.VALUE,
                java,
                column == null || column.name().isEmpty()
                        ? NAMING.getColumnFromProperty(owner, field.getName())
                        : column.name(),
                isNullable(field),
                id,
                id && (whole || field.isAnnotationPresent(GeneratedValue.class)),
                column != null && column.unique(),
                length(field, column),
                precision(field, column, true),
                precision(field, column, false),
                OnDelete.Action.PROTECT,
                "",
                null,
                field);
    }

    private static int length(Field field, @Nullable Column column) {
        Class<?> java = field.getType();
        if (java.isEnum()) {
            return Arrays.stream(java.getEnumConstants())
                    .mapToInt(each -> ((Enum<?>) each).name().length())
                    .reduce(ENUM_LENGTH, Math::max);
        }
        if (java != String.class || field.isAnnotationPresent(Lob.class)) {
            return 0;
        }
        Size size = field.getAnnotation(Size.class);
        if (size != null && size.max() < Integer.MAX_VALUE) {
            return size.max();
        }
        return column == null || column.length() == 0 ? TEXT_LENGTH : column.length();
    }

    private static int precision(Field field, @Nullable Column column, boolean all) {
        if (field.getType() != BigDecimal.class) {
            return 0;
        }
        Digits digits = field.getAnnotation(Digits.class);
        if (digits != null) {
            return all ? digits.integer() + digits.fraction() : digits.fraction();
        }
        if (column != null && column.precision() > 0) {
            return all ? column.precision() : column.scale();
        }
        return all ? PRECISION : SCALE;
    }

    private ModelField toOne(Field field, boolean unique) {
        JoinColumn column = field.getAnnotation(JoinColumn.class);
        OnDelete onDelete = field.getAnnotation(OnDelete.class);
        OnDelete.Action action = onDelete == null ? OnDelete.Action.PROTECT : onDelete.value();
        if (action == OnDelete.Action.SET_NULL && !isNullable(field)) {
            throw refused(field, "must be @Nullable to be set null");
        }
        return new ModelField(
                owner,
                field.getName(),
                ModelField.Kind.TO_ONE,
                model(field.getType()),
                column == null || column.name().isEmpty()
                        ? NAMING.getForeignKey(field.getName(), keyColumn(model(field.getType())))
                        : column.name(),
                isNullable(field),
                false,
                false,
                unique,
                0,
                0,
                0,
                action,
                "",
                null,
                field);
    }

    private ModelField manyToMany(Field field) {
        Class<? extends Model> other = element(field);
        String mappedBy = field.getAnnotation(ManyToMany.class).mappedBy();
        if (!mappedBy.isEmpty()) {
            ModelField owner = new FieldReader(other).joinField(mappedBy);
            ModelField.JoinTable join = owner.joinTable();
            return relation(
                    field,
                    ModelField.Kind.MANY_TO_MANY,
                    other,
                    mappedBy,
                    join == null ? null : join.inverse());
        }
        String mine = table();
        String theirs = new FieldReader(other).table();
        jakarta.persistence.JoinTable declared =
                field.getAnnotation(jakarta.persistence.JoinTable.class);
        String name =
                declared == null || declared.name().isEmpty()
                        ? NAMING.getM2MJoinTableName(new TableName(mine), new TableName(theirs))
                                .getName()
                        : declared.name();
        return relation(
                field,
                ModelField.Kind.MANY_TO_MANY,
                other,
                "",
                new ModelField.JoinTable(
                        name,
                        NAMING.deriveM2MColumn(mine, keyColumn(owner)),
                        NAMING.deriveM2MColumn(theirs, keyColumn(other))));
    }

    /** The column of a model's key: references are called by it. */
    private static String keyColumn(Class<? extends Model> type) {
        FieldReader reader = new FieldReader(type);
        for (Class<?> at = type; at != null && at != Model.class; at = at.getSuperclass()) {
            for (Field each : at.getDeclaredFields()) {
                if (isPersistent(each) && each.isAnnotationPresent(Id.class)) {
                    return reader.value(each).column();
                }
            }
        }
        throw new IllegalArgumentException(type.getSimpleName() + " has no field with @Id");
    }

    private ModelField joinField(String name) {
        try {
            return manyToMany(owner.getDeclaredField(name));
        } catch (NoSuchFieldException e) {
            throw new IllegalArgumentException(
                    owner.getSimpleName() + " has no field " + name + ", as mappedBy says", e);
        }
    }

    private ModelField relation(
            Field field,
            ModelField.Kind kind,
            Class<? extends Model> other,
            String mappedBy,
            ModelField.@Nullable JoinTable joinTable) {
        return new ModelField(
                owner,
                field.getName(),
                kind,
                other,
                "",
                true,
                false,
                false,
                false,
                0,
                0,
                0,
                OnDelete.Action.PROTECT,
                mappedBy,
                joinTable,
                field);
    }

    private Class<? extends Model> element(Field field) {
        if (field.getGenericType() instanceof ParameterizedType list
                && list.getActualTypeArguments()[0] instanceof Class<?> element) {
            return model(element);
        }
        throw refused(field, "must be a List of models");
    }

    private static Class<? extends Model> model(Class<?> type) {
        return type.asSubclass(Model.class);
    }

    private static boolean isNullable(Field field) {
        return field.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private IllegalArgumentException refused(Field field, String why) {
        return new IllegalArgumentException(
                owner.getSimpleName() + "." + field.getName() + " " + why);
    }
}
