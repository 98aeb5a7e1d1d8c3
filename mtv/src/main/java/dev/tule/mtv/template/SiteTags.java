package dev.tule.mtv.template;

import dev.tule.mtv.Active;
import dev.tule.mtv.Project;
import dev.tule.mtv.QueryDict;
import dev.tule.mtv.Request;
import dev.tule.mtv.middleware.Csrf;
import dev.tule.mtv.urls.NoReverseMatch;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tags that know the project: addresses, tokens, messages, the time. */
final class SiteTags {

    private SiteTags() {}

    static Library library() {
        return new Library()
                .tag("url", SiteTags::url)
                .tag("csrf_token", SiteTags::csrfToken)
                .simpleTag("static", SiteTags::staticUrl)
                .simpleTag("now", SiteTags::now)
                .simpleTag("querystring", SiteTags::querystring)
                .inclusionTag("messages", "messages.html", SiteTags::messages);
    }

    private static Node url(Parser parser, Tag tag) {
        Arguments arguments = Arguments.parse(parser, tag.arguments());
        if (arguments.values().isEmpty()) {
            throw new IllegalArgumentException("url wants a name");
        }
        return (context, out) -> {
            String address;
            try {
                address = reversed(context, arguments);
            } catch (NoReverseMatch e) {
                if (arguments.variable() == null) {
                    throw e;
                }
                // With "as", templates may ask whether there is such a page.
                address = "";
            }
            arguments.deliver(address, context, out);
        };
    }

    private static String reversed(TemplateContext context, Arguments arguments) {
        Request request = context.request();
        List<String> current =
                request == null
                        ? List.of()
                        : request.resolverMatch()
                                .map(match -> match.namespaces())
                                .orElse(List.of());
        List<@Nullable Object> values = arguments.positional(context);
        Object name = values.getFirst();
        var urls = Project.current().urls();
        if (name instanceof Record typed && !(name instanceof SafeString)) {
            return urls.reverse(typed, current);
        }
        String text = Values.text(name);
        if (!arguments.names().isEmpty()) {
            return urls.reverse(text, arguments.named(context), current);
        }
        List<Object> rest =
                values.subList(1, values.size()).stream()
                        .<Object>map(v -> v == null ? "" : v)
                        .toList();
        return urls.reverse(text, rest, current);
    }

    private static Node csrfToken(Parser parser, Tag tag) {
        return (context, out) -> {
            Request request = context.request();
            if (request != null) {
                out.append("<input type=\"hidden\" name=\"")
                        .append(Csrf.FIELD)
                        .append("\" value=\"")
                        .append(Csrf.token(request))
                        .append("\">");
            }
        };
    }

    private static Object staticUrl(
            TemplateContext context,
            List<@Nullable Object> arguments,
            Map<String, @Nullable Object> named) {
        return Project.current().staticFiles().url(Values.text(arguments.getFirst()));
    }

    private static @Nullable Object now(
            TemplateContext context,
            List<@Nullable Object> arguments,
            Map<String, @Nullable Object> named) {
        return DateFormat.format(
                Active.current().project().settings().clock.instant(),
                Values.text(arguments.getFirst()),
                context);
    }

    /** The query with some parameters replaced; one that is null is removed. */
    private static Object querystring(
            TemplateContext context,
            List<@Nullable Object> arguments,
            Map<String, @Nullable Object> named) {
        Request request = context.request();
        QueryDict query = request == null ? QueryDict.empty() : request.query();
        for (Map.Entry<String, @Nullable Object> parameter : named.entrySet()) {
            Object value = parameter.getValue();
            List<String> values =
                    value == null
                            ? List.of()
                            : value instanceof CharSequence
                                    ? List.of(value.toString())
                                    : value instanceof Iterable<?>
                                            ? Values.elements(value).stream()
                                                    .map(Values::text)
                                                    .toList()
                                            : List.of(Values.text(value));
            query = query.with(parameter.getKey(), values);
        }
        return "?" + query.urlencode();
    }

    private static Object messages(
            TemplateContext context,
            List<@Nullable Object> arguments,
            Map<String, @Nullable Object> named) {
        Object waiting = context.get("messages");
        return Map.of("messages", waiting == null ? List.of() : waiting);
    }
}
