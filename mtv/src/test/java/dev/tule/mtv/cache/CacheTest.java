package dev.tule.mtv.cache;

import static dev.tule.mtv.urls.Urls.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.mtv.DefaultSettings;
import dev.tule.mtv.Project;
import dev.tule.mtv.Request;
import dev.tule.mtv.Response;
import dev.tule.mtv.View;
import dev.tule.mtv.template.TemplateContext;
import dev.tule.mtv.test.Client;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Values, pages and parts of pages that are kept, and those that must not be. */
class CacheTest {
    private Instant now = Instant.parse("2026-03-01T06:00:00Z");
    private final AtomicInteger made = new AtomicInteger();

    /** Stands until it is moved. */
    private final class Hands extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private Project project(View view) {
        return Project.of(
                new DefaultSettings() {
                    {
                        secretKey = "a secret of the tests, long enough to be taken";
                        allowedHosts = List.of("localhost", "farm");
                        clock = new Hands();
                        urls =
                                List.of(
                                        path("", view)
                                                .with(PageCache.cachePage(Duration.ofMinutes(5))));
                    }
                });
    }

    private Response numbered(Request request) {
        return Response.text("number " + made.incrementAndGet());
    }

    private static Response filled(Request request, String template) {
        return Response.html(
                request.project()
                        .templates()
                        .compile("page.html", template)
                        .render(TemplateContext.of(request, Map.of())));
    }

    @Test
    void valuesAreKeptForTheirTime() {
        Cache cache = new MemoryCache(InstantSource.fixed(now), 10);
        Cache moving = new MemoryCache(() -> now, 10);

        moving.set("a", 1, Duration.ofMinutes(1));
        now = now.plusSeconds(59);
        assertThat(moving.get("a", Integer.class)).contains(1);
        assertThat(moving.get("a", String.class)).isEmpty();
        assertThat(moving.add("a", 2, Duration.ofMinutes(1))).isFalse();
        now = now.plusSeconds(1);
        assertThat(moving.get("a", Integer.class)).isEmpty();
        assertThat(moving.add("a", 2, Duration.ofMinutes(1))).isTrue();
        assertThat(moving.getOrSet("a", Integer.class, Duration.ofMinutes(1), () -> 3))
                .isEqualTo(2);
        moving.delete("a");
        assertThat(moving.getOrSet("a", Integer.class, Duration.ofMinutes(1), () -> 3))
                .isEqualTo(3);
        moving.set("a", 4, Duration.ZERO);
        assertThat(moving.get("a", Integer.class)).isEmpty();
        assertThatThrownBy(() -> cache.delete("k".repeat(251)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPageIsMadeOnceForEachAddressAndTime() {
        Client client = new Client(project(this::numbered));

        assertThat(client.get("/").text()).isEqualTo("number 1");
        assertThat(client.get("/").text()).isEqualTo("number 1");
        assertThat(client.get("/").header("Cache-Control")).contains("max-age=300");
        assertThat(client.get("/?page=2").text()).isEqualTo("number 2");
        assertThat(client.host("farm").get("/").text()).isEqualTo("number 3");
        now = now.plus(Duration.ofMinutes(5));
        assertThat(client.get("/").text()).isEqualTo("number 4");
        assertThat(client.post("/").text()).isEqualTo("number 5");
    }

    @Test
    void whatAPageVariesByIsPartOfItsKey() {
        Client client = new Client(project(rq -> numbered(rq).vary("Accept-Language")));

        assertThat(client.header("Accept-Language", "de").get("/").text()).isEqualTo("number 1");
        assertThat(client.header("Accept-Language", "fr").get("/").text()).isEqualTo("number 2");
        assertThat(client.header("Accept-Language", "de").get("/").text()).isEqualTo("number 1");
    }

    @Test
    void aPageOfOneVisitorIsNeverKept() {
        List<View> personal =
                List.of(
                        rq -> {
                            rq.session().get("cart");
                            return numbered(rq);
                        },
                        rq -> numbered(rq).with("Cache-Control", "private"),
                        rq -> numbered(rq).withStatus(404),
                        rq -> filled(rq, "{% csrf_token %}"),
                        rq -> filled(rq, "{{ csp_nonce }}"));
        for (View view : personal) {
            Client client = new Client(project(view));
            assertThat(client.get("/").text()).isNotEqualTo(client.get("/").text());
        }
    }

    @Test
    void aPartOfATemplateIsKeptUnlessItHoldsAToken() {
        Client client =
                new Client(
                        Project.of(
                                new DefaultSettings() {
                                    {
                                        secretKey =
                                                "a secret of the tests, long enough to be taken";
                                        allowedHosts = List.of("localhost");
                                        clock = new Hands();
                                        urls =
                                                List.of(
                                                        path("", CacheTest.this::parts),
                                                        path("token/", CacheTest.this::token));
                                    }
                                }));

        String first = client.get("/?who=ann").text();
        assertThat(first).isEqualTo("1 2");
        assertThat(client.get("/?who=ann").text()).isEqualTo("1 3");
        assertThat(client.get("/?who=bob").text()).isEqualTo("4 5");
        now = now.plusSeconds(60);
        assertThat(client.get("/?who=ann").text()).isEqualTo("6 7");
        assertThat(client.get("/token/").text()).isNotEqualTo(client.get("/token/").text());
    }

    private Response parts(Request request) {
        String template =
                "{% cache 60 part request.fullPath %}{{ made.incrementAndGet }}{% endcache %} {{ made.incrementAndGet }}";
        return Response.html(
                request.project()
                        .templates()
                        .compile("page.html", template)
                        .render(TemplateContext.of(request, Map.of("made", made))));
    }

    private Response token(Request request) {
        return filled(request, "{% cache 60 part %}{% csrf_token %}{% endcache %}");
    }
}
