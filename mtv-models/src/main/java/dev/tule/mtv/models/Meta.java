package dev.tule.mtv.models;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What is to be said of a model as a whole. Its table, indexes and constraints over several columns
 * stand in {@code @jakarta.persistence.Table}.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/models/options/">Django: Meta options</a>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Meta {

    /** The order of query sets that ask for none: {@code "-published", "title"}. */
    String[] ordering() default {};

    /** One of them; made from the class's name where empty. */
    String verboseName() default "";

    /** Many of them; the verbose name with an s where empty. */
    String verboseNamePlural() default "";
}
