package dev.tule.mtv.forms;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How a component of a form's record is shown.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/forms/fields/#core-field-arguments">
 *     Django: field arguments</a>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Field {

    /** What stands beside the field; made from the component's name where empty. Translated. */
    String label() default "";

    /** A hint. Translated. */
    String help() default "";

    Widget widget() default Widget.AUTOMATIC;

    /** The {@code autocomplete} attribute, such as {@code username}. */
    String autocomplete() default "";
}
