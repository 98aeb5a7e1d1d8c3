package dev.tule.mtv.template;

import dev.tule.mtv.Project;
import dev.tule.mtv.Request;
import dev.tule.mtv.cache.Cache;
import dev.tule.mtv.cache.CacheKey;
import dev.tule.mtv.middleware.ContentSecurityPolicyMiddleware;
import dev.tule.mtv.middleware.Csrf;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code {% cache 500 sidebar request.user.pk %}…{% endcache %}}: seconds, the part's name, and
 * what it is different for. A part that holds a token or a nonce is never kept.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/topics/cache/#template-fragment-caching">
 *     Django: template fragment caching</a>
 */
final class CacheTag {
    private CacheTag() {}

    static Library library() {
        return new Library().tag("cache", CacheTag::parse);
    }

    private static Node parse(Parser parser, Tag tag) {
        List<String> words = tag.arguments();
        if (words.size() < 2) {
            throw new IllegalArgumentException("cache wants: cache SECONDS NAME");
        }
        Expression seconds = parser.expression(words.getFirst());
        String name = words.get(1);
        List<Expression> differing = words.stream().skip(2).map(parser::expression).toList();
        NodeList body = parser.parse("endcache");
        parser.next();
        return (context, out) -> {
            List<String> parts = new ArrayList<>(List.of(name));
            differing.forEach(each -> parts.add(Values.text(each.evaluate(context))));
            String key = CacheKey.of("template", parts);
            Cache cache = Project.current().cache();
            Optional<String> known = cache.get(key, String.class);
            if (known.isPresent()) {
                out.append(known.get());
                return;
            }
            Request request = context.request();
            int tokens = request == null ? 0 : Csrf.issued(request);
            String made = body.render(context);
            if (request == null || !isOneVisitors(request, tokens, made)) {
                cache.set(key, made, timeout(seconds.evaluate(context)));
            }
            out.append(made);
        };
    }

    private static boolean isOneVisitors(Request request, int tokensBefore, String made) {
        return Csrf.issued(request) != tokensBefore
                || ContentSecurityPolicyMiddleware.nonceIfMade(request)
                        .map(made::contains)
                        .orElse(false);
    }

    private static Duration timeout(@Nullable Object seconds) {
        if (seconds instanceof Number number) {
            return Duration.ofSeconds(number.longValue());
        }
        throw new IllegalArgumentException("cache wants a number of seconds first");
    }
}
