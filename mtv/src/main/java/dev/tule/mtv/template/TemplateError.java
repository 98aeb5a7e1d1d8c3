package dev.tule.mtv.template;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A template that can't be compiled or rendered: which, and where. */
public final class TemplateError extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String template;
    private final int line;

    /** What the template knew where it failed; a TemplateError is never serialised with it. */
    private final transient Map<String, @Nullable Object> variables;

    /** A template that can't be compiled. */
    public TemplateError(String template, int line, String message) {
        super(template + ":" + line + ": " + message);
        this.template = template;
        this.line = line;
        this.variables = Map.of();
    }

    /** A template that can't be rendered. */
    TemplateError(
            String template, int line, Throwable cause, Map<String, @Nullable Object> variables) {
        super(template + ":" + line + ": " + cause, cause);
        this.template = template;
        this.line = line;
        this.variables = variables;
    }

    public String template() {
        return template;
    }

    /** From 1. */
    public int line() {
        return line;
    }

    /** What the template knew where it failed; empty where it could not be compiled. */
    public Map<String, @Nullable Object> variables() {
        return variables;
    }
}
