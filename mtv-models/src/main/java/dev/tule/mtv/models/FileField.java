package dev.tule.mtv.models;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a {@code String} field: the name of a file in the project's storage. Forms of the model take
 * an upload for it, keep it in the storage and set its name; the file that was there before stays
 * in the storage, and so does that of an object that is deleted, as with Django.
 *
 * <pre>{@code
 * @FileField(uploadTo = "photos/")
 * @Column(length = 120)
 * public @Nullable String photo;
 * }</pre>
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/models/fields/#filefield">Django:
 *     FileField</a>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface FileField {

    /** The folder in the storage, with a slash at its end; empty for its root. */
    String uploadTo() default "";
}
