package dev.tule.mtv.template;

import org.jspecify.annotations.Nullable;

/** Something with a value: a variable with filters, a literal, a condition. */
@FunctionalInterface
public interface Expression {

    /** The value; null where a variable is missing. */
    @Nullable Object evaluate(TemplateContext context);
}
