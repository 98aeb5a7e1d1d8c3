package dev.tule.mtv.template;

import dev.tule.mtv.Active;
import dev.tule.mtv.Request;
import dev.tule.mtv.messages.Messages;
import dev.tule.mtv.middleware.ContentSecurityPolicyMiddleware;
import dev.tule.mtv.middleware.Csrf;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What every template knows. */
final class BuiltIns {
    static final List<Library> LIBRARIES =
            List.of(
                    ControlTags.library(),
                    OutputTags.library(),
                    InheritanceTags.library(),
                    SiteTags.library(),
                    CacheTag.library(),
                    TranslationTags.library(),
                    TextFilters.library(),
                    HtmlFilters.library(),
                    NumberFilters.library(),
                    ListFilters.library(),
                    TimeFilters.library(),
                    Humanize.library());

    private BuiltIns() {}

    /** The request, and what middleware keeps for pages, made when a template asks. */
    static Map<String, @Nullable Object> ofRequest(Request request) {
        Supplier<Object> token = () -> Csrf.token(request);
        Supplier<Object> nonce = () -> ContentSecurityPolicyMiddleware.nonce(request);
        Supplier<Object> messages = () -> Messages.take(request);
        return Map.of(
                "request", request,
                "csrf_token", token,
                "csp_nonce", nonce,
                "messages", messages,
                "LANGUAGE_CODE", Active.current().language().toLanguageTag());
    }
}
