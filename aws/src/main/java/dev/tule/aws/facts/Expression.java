package dev.tule.aws.facts;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A pattern that a whole value must match. Compiled at first use: most never are. Thread-safe. */
public final class Expression {
    private final String text;
    private volatile @Nullable Pattern pattern;

    Expression(String text) {
        this.text = text;
    }

    boolean matches(String value) {
        Pattern compiled = pattern;
        if (compiled == null) {
            compiled = Pattern.compile(text);
            pattern = compiled;
        }
        return compiled.matcher(value).matches();
    }

    /** As the model writes it. */
    @Override
    public String toString() {
        return text;
    }
}
