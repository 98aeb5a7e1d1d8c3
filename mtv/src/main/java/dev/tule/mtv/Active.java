package dev.tule.mtv;

import java.time.ZoneId;
import java.util.Locale;

/**
 * What the running code works for: bound around each request, so that {@code reverse}, dates and
 * translations need no argument for it.
 *
 * @param project the project
 * @param language the language of texts and formats
 * @param zone the time zone in which times are shown
 */
public record Active(Project project, Locale language, ZoneId zone) {
    private static final ScopedValue<Active> CURRENT = ScopedValue.newInstance();

    /**
     * What is active here.
     *
     * @throws IllegalStateException outside of a request and of {@link Project#call}
     */
    public static Active current() {
        if (!CURRENT.isBound()) {
            throw new IllegalStateException(
                    "no project is active here: call this within a request, or in Project.call");
        }
        return CURRENT.get();
    }

    public static boolean isBound() {
        return CURRENT.isBound();
    }

    /** Runs something with this active. */
    public <T, X extends Throwable> T call(ScopedValue.CallableOp<? extends T, X> action) throws X {
        return ScopedValue.where(CURRENT, this).<T, X>call(action);
    }

    public Active in(Locale newLanguage) {
        return new Active(project, newLanguage, zone);
    }

    public Active in(ZoneId newZone) {
        return new Active(project, language, newZone);
    }
}
