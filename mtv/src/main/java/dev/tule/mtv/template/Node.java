package dev.tule.mtv.template;

/** A piece of a compiled template. Immutable; safe for use by many threads. */
@FunctionalInterface
public interface Node {

    /** Writes the piece; what goes wrong is reported with the template's name and line. */
    void render(TemplateContext context, StringBuilder out);
}
