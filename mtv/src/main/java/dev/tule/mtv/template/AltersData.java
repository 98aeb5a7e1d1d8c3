package dev.tule.mtv.template;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method that changes something, or a class of which all do: templates can't call it.
 *
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/ref/templates/api/#variables-and-lookups">Django:
 *     alters_data</a>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface AltersData {}
