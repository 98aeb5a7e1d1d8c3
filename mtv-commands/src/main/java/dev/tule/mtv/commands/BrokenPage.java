package dev.tule.mtv.commands;

import dev.tule.http.Headers;
import dev.tule.http.Response;
import dev.tule.mtv.management.CommandError;
import dev.tule.mtv.template.TemplateContext;
import dev.tule.mtv.template.TemplateEngine;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a developer's browser is shown while the project can't be made. */
final class BrokenPage {
    private static final int STATUS = 500;
    private static final TemplateEngine ENGINE =
            new TemplateEngine(
                    List.of(TemplateEngine.resources(BrokenPage.class, "", false)),
                    List.of(),
                    List.of(),
                    false);

    private BrokenPage() {}

    static Response of(@Nullable CommandError why) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        if (why instanceof CompileError compile) {
            values.put("faults", compile.faults().stream().map(BrokenPage::values).toList());
        } else {
            values.put("message", why == null ? "It is being made." : why.getMessage());
        }
        String html = ENGINE.get("broken.html").render(TemplateContext.of(values));
        Headers headers =
                Headers.builder()
                        .add("Content-Type", "text/html; charset=utf-8")
                        .add("Cache-Control", "no-store")
                        .add(
                                "Content-Security-Policy",
                                "default-src 'none'; style-src 'unsafe-inline'")
                        .build();
        return new Response.Bytes(STATUS, headers, html.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, Object> values(CompileError.Fault fault) {
        return Map.of(
                "file", fault.file(),
                "line", fault.line(),
                "message", fault.message(),
                "source", fault.source());
    }
}
