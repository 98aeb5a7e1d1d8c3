package dev.tule.mtv.models.meta;

import dev.tule.mtv.models.Model;
import dev.tule.mtv.models.OnDelete;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/**
 * One field of a model.
 *
 * @param model the model's class
 * @param name as the class declares it
 * @param kind what it is
 * @param type the value's type; of a relation the related model
 * @param column its column; of a to-many relation empty
 * @param nullable whether it may be null: declared {@code @Nullable}
 * @param id whether it is the primary key
 * @param generated whether the database gives the value
 * @param unique whether no two objects may have the same
 * @param length in characters, of texts and enums; 0 where there is no limit
 * @param precision decimal digits in all, of decimals
 * @param scale decimal digits behind the point
 * @param onDelete of a foreign key
 * @param mappedBy of a to-many relation: the field at the other end that has the key; or empty
 * @param joinTable of a many-to-many relation
 * @param declared the Java field
 */
public record ModelField(
        Class<? extends Model> model,
        String name,
        Kind kind,
        Class<?> type,
        String column,
        boolean nullable,
        boolean id,
        boolean generated,
        boolean unique,
        int length,
        int precision,
        int scale,
        OnDelete.Action onDelete,
        String mappedBy,
        @Nullable JoinTable joinTable,
        Field declared) {

    /** What a field is. */
    public enum Kind {
        VALUE,
        /** A foreign key: many to one, or one to one. */
        TO_ONE,
        /** The other end of foreign keys. */
        REVERSE,
        MANY_TO_MANY
    }

    /**
     * The table between two models.
     *
     * @param name the table
     * @param ownColumn the key of the field's model
     * @param otherColumn the key of the related model
     */
    public record JoinTable(String name, String ownColumn, String otherColumn) {
        JoinTable inverse() {
            return new JoinTable(name, otherColumn, ownColumn);
        }
    }

    public boolean isRelation() {
        return kind != Kind.VALUE;
    }

    public boolean isToMany() {
        return kind == Kind.REVERSE || kind == Kind.MANY_TO_MANY;
    }

    /** Whether it has a column in the model's own table. */
    public boolean isConcrete() {
        return !isToMany();
    }

    /** The related model; only of relations. */
    public ModelMeta<?> related() {
        return ModelMeta.of(type.asSubclass(Model.class));
    }

    /** What people call it: {@code pagesRead} is {@code Pages read}. */
    public String label() {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (i > 0 && Character.isUpperCase(c)) {
                words.append(' ').append(Character.toLowerCase(c));
            } else {
                words.append(i == 0 ? Character.toUpperCase(c) : c);
            }
        }
        return words.toString();
    }
}
