package dev.tule.mtv.template;

import org.jspecify.annotations.Nullable;

/** A template that can't be compiled or rendered: which, and where. */
public final class TemplateError extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String template;
    private final int line;

    public TemplateError(String template, int line, String message) {
        super(template + ":" + line + ": " + message);
        this.template = template;
        this.line = line;
    }

    public TemplateError(String template, int line, @Nullable Throwable cause) {
        super(template + ":" + line + ": " + (cause == null ? "" : cause), cause);
        this.template = template;
        this.line = line;
    }

    public String template() {
        return template;
    }

    /** From 1. */
    public int line() {
        return line;
    }
}
