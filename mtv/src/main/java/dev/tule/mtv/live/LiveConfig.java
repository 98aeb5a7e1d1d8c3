package dev.tule.mtv.live;

import dev.tule.mtv.AppConfig;
import dev.tule.mtv.Project;
import dev.tule.mtv.template.Library;
import dev.tule.mtv.template.SafeString;
import dev.tule.mtv.template.TemplateContext;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The application of live values.
 *
 * <pre>{@code
 * apps = List.of(LiveConfig.at("/ws", "realm1"), new Registry());
 * }</pre>
 *
 * <pre>{@code
 * <td>{% live "farm.barn.temperature" decimals=1 %}{{ sensor.latest|floatformat:1 }}{% endlive %}</td>
 * {% live_script %}
 * }</pre>
 *
 * {@code live} takes a topic and, by name, {@code value} (which argument of the event to show: a
 * place from 0, or a keyword; 0 by default), {@code decimals}, {@code match} ({@code exact}, {@code
 * prefix} or {@code wildcard}) and {@code element} ({@code span} by default). What arrives is shown
 * as text, never as markup. {@code live_script} stands once on a page, anywhere. Where there is no
 * router, pages show what the template wrote. The topic's subscribers are the router's to choose:
 * the browser joins as its realm allows visitors to. Immutable.
 */
public final class LiveConfig extends AppConfig {
    private static final Pattern ELEMENT = Pattern.compile("[a-z][a-z0-9]{0,20}");
    private static final Set<String> MATCHES = Set.of("exact", "prefix", "wildcard");
    private static final Set<String> NAMES = Set.of("value", "decimals", "match", "element");
    private static final int MAX_DECIMALS = 20;

    private final @Nullable String router;
    private final String realm;

    private LiveConfig(@Nullable String router, String realm) {
        this.router = router;
        this.realm = realm;
    }

    /**
     * With a router.
     *
     * @param router where browsers reach it: a path of this site, or a {@code ws} or {@code wss}
     *     address, which the content security policy must allow then
     * @param realm the realm that they join
     */
    public static LiveConfig at(String router, String realm) {
        return new LiveConfig(router, realm);
    }

    /** Without one: pages show what templates write. */
    public static LiveConfig withoutRouter() {
        return new LiveConfig(null, "");
    }

    @Override
    public List<Library> templateLibraries() {
        return List.of(
                new Library().blockTag("live", this::live).simpleTag("live_script", this::script));
    }

    private SafeString live(
            TemplateContext context,
            SafeString body,
            List<@Nullable Object> arguments,
            Map<String, @Nullable Object> named) {
        if (arguments.size() != 1 || !NAMES.containsAll(named.keySet())) {
            throw new IllegalArgumentException(
                    "live wants a topic, and of names value, decimals, match and element");
        }
        String element = text(named, "element", "span");
        String match = text(named, "match", "exact");
        String decimals = text(named, "decimals", "");
        if (!ELEMENT.matcher(element).matches()) {
            throw new IllegalArgumentException("live's element is the name of one: span");
        }
        if (!MATCHES.contains(match)) {
            throw new IllegalArgumentException("live's match is exact, prefix or wildcard");
        }
        if (!decimals.isEmpty()
                && (!decimals.matches("[0-9]{1,2}") || Integer.parseInt(decimals) > MAX_DECIMALS)) {
            throw new IllegalArgumentException("live's decimals are 0 to " + MAX_DECIMALS);
        }
        SafeString tag = SafeString.of(element);
        return SafeString.format(
                "<{} data-live=\"{}\" data-live-match=\"{}\" data-live-value=\"{}\" data-live-decimals=\"{}\">{}</{}>",
                tag,
                String.valueOf(arguments.getFirst()),
                match,
                text(named, "value", "0"),
                decimals,
                body,
                tag);
    }

    private static String text(Map<String, @Nullable Object> named, String name, String fallback) {
        Object value = named.get(name);
        return value == null ? fallback : value.toString();
    }

    private SafeString script(
            TemplateContext context,
            List<@Nullable Object> arguments,
            Map<String, @Nullable Object> named) {
        if (router == null) {
            return SafeString.of("");
        }
        return SafeString.format(
                "<script type=\"module\" src=\"{}\" data-live-router=\"{}\" data-live-realm=\"{}\"></script>",
                Project.current().staticFiles().url("live/live.js"),
                router,
                realm);
    }
}
