package dev.tule.elb.plane;

import dev.tule.elb.plane.GroupPlan.Sticking;
import dev.tule.elb.plane.ListenerPlan.Deed;
import dev.tule.http.Handler;
import dev.tule.http.Headers;
import dev.tule.http.Request;
import dev.tule.http.Response;
import dev.tule.http.origin.OriginException;
import dev.tule.http.origin.OriginRequest;
import dev.tule.http.origin.OriginResponse;
import dev.tule.http.origin.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Answers a listener's requests: by its rules, mostly by its targets. Safe for many threads. */
final class Forwarder implements Handler {
    private static final System.Logger LOG = System.getLogger(Forwarder.class.getName());

    /** Shorter content goes out in one piece, and a target that dies within it is a 502. */
    private static final int WHOLE_BYTES = 64 * 1024;

    private static final String GROUP_COOKIE = "AWSALBTG";

    private final ListenerPlan plan;
    private final Function<String, @Nullable LiveGroup> groups;
    private final OutgoingHead head;
    private final Flows flows;
    private final Tally tally;
    private final InstantSource clock;
    private final RandomGenerator random;

    Forwarder(
            ListenerPlan plan,
            Function<String, @Nullable LiveGroup> groups,
            Flows flows,
            Tally tally,
            InstantSource clock,
            RandomGenerator random) {
        this.plan = plan;
        this.groups = groups;
        this.head = new OutgoingHead(plan, clock, random);
        this.flows = flows;
        this.tally = tally;
        this.clock = clock;
        this.random = random;
    }

    /** Where a request goes, and the cookies that the client gets for it. */
    private record Choice(LiveGroup group, LiveTarget target, Optional<Duration> keepsGroup) {}

    @Override
    public Response handle(Request request) {
        tally.request();
        for (ListenerPlan.RulePlan rule : plan.rules()) {
            if (rule.takes().test(request)) {
                return switch (rule.deed()) {
                    case Deed.Forward forward -> forward(request, forward);
                    case Deed.Redirect redirect ->
                            own(Answers.redirect(redirect.to(), request, plan.face()));
                    case Deed.Fixed fixed -> own(Answers.fixed(fixed.response()));
                };
            }
        }
        return own(503);
    }

    private Response own(int status) {
        return own(Answers.status(status, plan.settings().classic()));
    }

    private Response own(Response response) {
        tally.own(response.status());
        return response;
    }

    private Response forward(Request request, Deed.Forward forward) {
        Optional<Choice> choice = choose(request, forward);
        if (choice.isEmpty()) {
            return own(503);
        }
        LiveTarget target = choice.get().target;
        target.enter();
        boolean handedOn = false;
        try {
            long begun = System.nanoTime();
            OriginResponse response = target.origin().send(outgoing(request));
            tally.answered(
                    choice.get().group.plan().id(), response.status(), System.nanoTime() - begun);
            Response answer =
                    response.upgraded()
                            ? upgraded(request, response, target)
                            : answer(request, response, choice.get());
            handedOn = answer instanceof Response.Stream || answer instanceof Response.Upgrade;
            return answer;
        } catch (OriginException e) {
            return failed(target, e);
        } finally {
            if (!handedOn) {
                target.leave();
            }
        }
    }

    private Response failed(LiveTarget target, OriginException failure) {
        LOG.log(
                System.Logger.Level.DEBUG,
                () -> "%s: %s".formatted(target.key(), failure.getMessage()));
        return switch (failure.kind()) {
            case REFUSED -> {
                tally.noConnection();
                yield own(502);
            }
            case UNREACHABLE -> {
                tally.noConnection();
                yield own(504);
            }
            case TIMED_OUT -> own(504);
            case BROKEN, MALFORMED -> own(502);
            case REQUEST_CUT -> own(400);
        };
    }

    private OriginRequest outgoing(Request request) {
        String target =
                request.rawQuery().isEmpty()
                        ? request.rawPath()
                        : request.rawPath() + "?" + request.rawQuery();
        return new OriginRequest(
                request.method(),
                target,
                head.of(request),
                request.body().stream(),
                request.body().length());
    }

    // ---- Whom to ask.

    private Optional<Choice> choose(Request request, Deed.Forward forward) {
        LiveGroup group = group(request, forward);
        if (group == null) {
            return Optional.empty();
        }
        Optional<String> named =
                switch (group.plan().sticking()) {
                    case Sticking.None _, Sticking.BySource _ -> Optional.empty();
                    case Sticking.ByBalancer(String cookie, var _) ->
                            Cookies.read(request.headers(), cookie);
                    case Sticking.ByApplication(String cookie, var _, var _) ->
                            Cookies.read(request.headers(), cookie);
                };
        return named.flatMap(group::named)
                .or(group::next)
                .map(target -> new Choice(group, target, forward.sticky()));
    }

    private @Nullable LiveGroup group(Request request, Deed.Forward forward) {
        List<ListenerPlan.Weighted> weighted = forward.groups();
        if (forward.sticky().isPresent()) {
            Optional<String> cookie = Cookies.read(request.headers(), GROUP_COOKIE);
            for (ListenerPlan.Weighted each : weighted) {
                if (cookie.filter(groupToken(each.group())::equals).isPresent()) {
                    return groups.apply(each.group());
                }
            }
        }
        String drawn = forward.draw(random);
        return drawn == null ? null : groups.apply(drawn);
    }

    /** What a cookie calls a group: the last part of its ARN is drawn at random anyhow. */
    private static String groupToken(String group) {
        return group.substring(group.lastIndexOf('/') + 1);
    }

    // ---- What the client gets.

    private Response upgraded(Request request, OriginResponse response, LiveTarget target) {
        if (head.isWebSocket(request)) {
            Headers.Builder headers = OutgoingHead.ofResponse(response.headers());
            headers.set("Upgrade", "websocket");
            return new Response.Upgrade(headers.build(), new Conversation(response, target));
        }
        // It has changed to what nobody asked for.
        response.wire().close();
        return own(502);
    }

    /** A WebSocket: what is said over it goes through as it comes. */
    private final class Conversation implements Response.Talk {
        private final Wire there;
        private final LiveTarget target;

        Conversation(OriginResponse response, LiveTarget target) {
            this.there = response.wire();
            this.target = target;
        }

        @Override
        public void speak(InputStream from, OutputStream to) throws IOException {
            Flow flow = new Flow(from, _ -> {});
            if (flows.begin(flow)) {
                try {
                    flow.carry(new Client(from, to), target, there);
                } finally {
                    flows.end(flow);
                }
            }
        }

        @Override
        public void close() {
            there.close();
            target.leave();
        }
    }

    /** Who speaks over an upgraded connection. */
    private record Client(InputStream input, OutputStream output) implements Wire {
        @Override
        public void endOutput() throws IOException {
            output.close();
        }

        @Override
        public void close() {
            try {
                input.close();
            } catch (IOException e) {
                LOG.log(System.Logger.Level.DEBUG, "a connection did not close cleanly", e);
            }
        }
    }

    private Response answer(Request request, OriginResponse response, Choice choice)
            throws OriginException {
        Headers.Builder headers = OutgoingHead.ofResponse(response.headers());
        addCookies(response.headers(), choice, headers);
        int status = response.status();
        boolean bare = request.method().equals("HEAD") || status == 204 || status == 304;
        long length = response.length().orElse(Long.MAX_VALUE);
        if (!bare && length > WHOLE_BYTES) {
            return new Response.Stream(
                    status, headers.build(), response.length(), new Streaming(response, choice));
        }
        try (response) {
            // Where the length is known, room is made for that alone.
            byte[] content =
                    bare
                            ? new byte[0]
                            : response.content()
                                    .readNBytes((int) Math.min(length, Integer.MAX_VALUE));
            return new Response.Bytes(status, headers.build(), content);
        } catch (OriginException e) {
            throw e;
        } catch (IOException e) {
            throw new IllegalStateException("an origin's content fails in its own way", e);
        }
    }

    private void addCookies(Headers from, Choice choice, Headers.Builder to) {
        choice.keepsGroup.ifPresent(
                duration ->
                        to.add(
                                "Set-Cookie",
                                Cookies.set(
                                        GROUP_COOKIE,
                                        groupToken(choice.group.plan().id()),
                                        duration,
                                        clock.instant())));
        switch (choice.group.plan().sticking()) {
            case Sticking.None _, Sticking.BySource _ -> {}
            case Sticking.ByBalancer(String cookie, Duration duration) ->
                    addCookie(cookie, duration, choice.target, to);
            case Sticking.ByApplication(String cookie, String application, Duration duration) -> {
                if (Cookies.sets(from, application)) {
                    addCookie(cookie, duration, choice.target, to);
                }
            }
        }
    }

    private void addCookie(
            String cookie, Duration duration, LiveTarget target, Headers.Builder to) {
        String set = Cookies.set(cookie, target.token(), duration, clock.instant());
        to.add("Set-Cookie", set);
        if (cookie.equals("AWSALB")) {
            to.add("Set-Cookie", set.replace("AWSALB=", "AWSALBCORS=") + "; SameSite=None");
        }
    }

    /** Content that goes through as it comes. */
    private record Streaming(OriginResponse response, Choice choice) implements Response.Writer {
        private static final int PIECE_BYTES = 16 * 1024;

        @Override
        public void writeTo(java.io.OutputStream out) throws IOException {
            byte[] piece = new byte[PIECE_BYTES];
            var content = response.content();
            int count = content.read(piece);
            while (count >= 0) {
                out.write(piece, 0, count);
                if (content.available() == 0) {
                    // More may be long in coming: the client gets what there is.
                    out.flush();
                }
                count = content.read(piece);
            }
        }

        @Override
        public void close() {
            response.close();
            choice.target.leave();
        }
    }
}
