package dev.tule.mtv.middleware;

import dev.tule.mtv.Attribute;
import dev.tule.mtv.Project;
import dev.tule.mtv.Request;
import dev.tule.mtv.Response;
import dev.tule.mtv.View;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Tells browsers what a page may load and run. A nonce is made for a request when a template asks
 * for {@code csp_nonce}; a page that doesn't ask has none in its policy.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/csp/">Django: Content Security Policy</a>
 */
public final class ContentSecurityPolicyMiddleware implements View {
    /** Stands for the request's nonce in a directive's sources. */
    public static final String NONCE = "<nonce>";

    /** From this site alone; scripts and styles within the page with a nonce. */
    public static final Map<String, List<String>> DEFAULT =
            java.util.Collections.unmodifiableMap(
                    new java.util.TreeMap<>(
                            Map.of(
                                    "default-src", List.of("'self'"),
                                    "script-src", List.of("'self'", NONCE),
                                    "style-src", List.of("'self'", NONCE),
                                    "img-src", List.of("'self'", "data:"),
                                    "object-src", List.of("'none'"),
                                    "base-uri", List.of("'none'"),
                                    "form-action", List.of("'self'"),
                                    "frame-ancestors", List.of("'none'"))));

    private static final Attribute<String> OF_REQUEST = Attribute.of("nonce", String.class);
    private static final int NONCE_BYTES = 16;

    private final Policy enforced;
    private final Policy reported;
    private final View next;

    /**
     * A policy.
     *
     * @param withoutNonce its text for most pages, made once
     */
    private record Policy(Map<String, List<String>> directives, String withoutNonce) {
        static Policy of(Map<String, List<String>> directives) {
            return new Policy(directives, text(directives, Optional.empty()));
        }

        boolean isEmpty() {
            return directives.isEmpty();
        }

        String text(Optional<String> nonce) {
            return nonce.isEmpty() ? withoutNonce : text(directives, nonce);
        }

        private static String text(Map<String, List<String>> directives, Optional<String> nonce) {
            return directives.entrySet().stream()
                    .map(directive -> directive(directive.getKey(), directive.getValue(), nonce))
                    .collect(Collectors.joining("; "));
        }

        private static String directive(String name, List<String> sources, Optional<String> nonce) {
            StringBuilder out = new StringBuilder(name);
            for (String source : sources) {
                if (!source.equals(NONCE)) {
                    out.append(' ').append(source);
                } else if (nonce.isPresent()) {
                    out.append(" 'nonce-").append(nonce.get()).append('\'');
                }
            }
            return out.toString();
        }
    }

    public ContentSecurityPolicyMiddleware(Project project, View next) {
        this.enforced = Policy.of(project.settings().secureCsp);
        this.reported = Policy.of(project.settings().secureCspReportOnly);
        this.next = next;
    }

    @Override
    public Response handle(Request request) throws Exception {
        Response response = next.handle(request);
        Optional<String> nonce = request.get(OF_REQUEST);
        if (!enforced.isEmpty()) {
            response = response.withDefault("Content-Security-Policy", enforced.text(nonce));
        }
        return reported.isEmpty()
                ? response
                : response.withDefault("Content-Security-Policy-Report-Only", reported.text(nonce));
    }

    /** The nonce of a request, where one was asked for. */
    public static Optional<String> nonceIfMade(Request request) {
        return request.get(OF_REQUEST);
    }

    /** The nonce of a request, made when first asked for. */
    public static String nonce(Request request) {
        return request.get(OF_REQUEST)
                .orElseGet(
                        () -> {
                            RandomGenerator random = request.project().settings().random;
                            byte[] bytes = new byte[NONCE_BYTES];
                            random.nextBytes(bytes);
                            String nonce = Base64.getEncoder().encodeToString(bytes);
                            request.set(OF_REQUEST, nonce);
                            return nonce;
                        });
    }
}
