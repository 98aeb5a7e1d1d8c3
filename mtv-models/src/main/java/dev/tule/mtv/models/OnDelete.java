package dev.tule.mtv.models;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What happens to an object when the one that it refers to is deleted. The database sees to it.
 * Without this annotation: {@link Action#PROTECT}.
 *
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/ref/models/fields/#django.db.models.ForeignKey.on_delete">
 *     Django: on_delete</a>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface OnDelete {

    Action value();

    /** What happens. */
    enum Action {
        /** It is deleted too. */
        CASCADE,
        /** The deletion is refused with an {@link IntegrityError}. */
        PROTECT,
        /** The reference becomes null. */
        SET_NULL
    }
}
