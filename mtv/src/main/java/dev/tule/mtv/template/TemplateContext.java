package dev.tule.mtv.template;

import dev.tule.mtv.Active;
import dev.tule.mtv.Request;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a rendering knows: variables in scopes, how to escape, the language and the request.
 * Confined to the thread that renders.
 *
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/ref/templates/api/#rendering-a-context">Django:
 *     Context</a>
 */
public final class TemplateContext {
    private static final int MAX_DEPTH = 100;

    private final @Nullable Request request;
    private final List<Map<String, @Nullable Object>> scopes = new ArrayList<>();
    private final IdentityHashMap<Object, Object> state = new IdentityHashMap<>();
    private Escaper escaper = Escaper.HTML;
    private ZoneId zone;
    private Locale locale;
    private int depth;
    private boolean prepared;

    private TemplateContext(
            @Nullable Request request,
            Map<String, @Nullable Object> variables,
            Locale locale,
            ZoneId zone) {
        this.request = request;
        this.locale = locale;
        this.zone = zone;
        scopes.add(new HashMap<>());
        scopes.add(new LinkedHashMap<>(variables));
    }

    /** Of a page: context processors add to it. */
    public static TemplateContext of(Request request, Map<String, @Nullable Object> variables) {
        Active active = Active.current();
        return new TemplateContext(request, variables, active.language(), active.zone());
    }

    /** Of a text that answers no request. */
    public static TemplateContext of(Map<String, @Nullable Object> variables) {
        return Active.isBound()
                ? new TemplateContext(
                        null, variables, Active.current().language(), Active.current().zone())
                : new TemplateContext(null, variables, Locale.ENGLISH, java.time.ZoneOffset.UTC);
    }

    void prepare(List<ContextProcessor> processors) {
        if (!prepared && request != null) {
            prepared = true;
            for (ContextProcessor processor : processors) {
                scopes.getFirst().putAll(processor.variables(request));
            }
        }
    }

    /** The request that is answered; null where none is. */
    public @Nullable Request request() {
        return request;
    }

    public Locale locale() {
        return locale;
    }

    public ZoneId zone() {
        return zone;
    }

    public Escaper escaper() {
        return escaper;
    }

    /** A variable from the innermost scope that has it; null where none has. */
    public @Nullable Object get(String name) {
        for (int i = scopes.size() - 1; i >= 0; i--) {
            Map<String, @Nullable Object> scope = scopes.get(i);
            Object value = scope.get(name);
            if (value != null || scope.containsKey(name)) {
                return value instanceof Supplier<?> lazy ? lazy.get() : value;
            }
        }
        return null;
    }

    /** Sets a variable in the innermost scope. */
    public void set(String name, @Nullable Object value) {
        scopes.getLast().put(name, value);
    }

    /** Runs something with variables of its own, which are gone afterwards. */
    public void within(Map<String, @Nullable Object> variables, Runnable action) {
        if (++depth > MAX_DEPTH) {
            throw new IllegalStateException("templates nested deeper than " + MAX_DEPTH);
        }
        scopes.add(new HashMap<>(variables));
        try {
            action.run();
        } finally {
            scopes.removeLast();
            depth--;
        }
    }

    /** Runs something with another way to escape. */
    void escaping(Escaper other, Runnable action) {
        Escaper before = escaper;
        escaper = other;
        try {
            action.run();
        } finally {
            escaper = before;
        }
    }

    /** Runs something with times shown in another zone. */
    void inZone(ZoneId other, Runnable action) {
        ZoneId before = zone;
        zone = other;
        try {
            action.run();
        } finally {
            zone = before;
        }
    }

    /** Runs something in another language. */
    void inLanguage(Locale other, Runnable action) {
        Locale before = locale;
        locale = other;
        try {
            if (Active.isBound()) {
                Active.current()
                        .in(other)
                        .call(
                                () -> {
                                    action.run();
                                    return true;
                                });
            } else {
                action.run();
            }
        } finally {
            locale = before;
        }
    }

    /** A context that knows the request, and these variables alone: {@code include ... only}. */
    TemplateContext isolated(Map<String, @Nullable Object> variables) {
        TemplateContext other = new TemplateContext(request, variables, locale, zone);
        other.escaper = escaper;
        other.depth = depth + 1;
        if (other.depth > MAX_DEPTH) {
            throw new IllegalStateException("templates nested deeper than " + MAX_DEPTH);
        }
        return other;
    }

    /** What a node remembers during one rendering. */
    public <T> @Nullable T recall(Object node, Class<T> type) {
        return type.cast(state.get(node));
    }

    public void remember(Object node, @Nullable Object value) {
        if (value == null) {
            state.remove(node);
        } else {
            state.put(node, value);
        }
    }

    /** Every variable, the innermost of each name, for the page that shows an error. */
    public Map<String, @Nullable Object> flatten() {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        scopes.forEach(all::putAll);
        return all;
    }
}
