package dev.tule.wamp.router.meta;

import dev.tule.wamp.Dict;
import dev.tule.wamp.ErrorUri;
import dev.tule.wamp.Event;
import dev.tule.wamp.Id;
import dev.tule.wamp.Payload;
import dev.tule.wamp.PublicationId;
import dev.tule.wamp.Uri;
import dev.tule.wamp.router.broker.Broker;
import dev.tule.wamp.router.broker.History;
import dev.tule.wamp.router.broker.Publication;
import dev.tule.wamp.router.history.Archive.Events;
import dev.tule.wamp.router.history.HistoryQuery;
import dev.tule.wamp.router.history.HistoryQuery.Bound;
import dev.tule.wamp.router.history.HistoryRule;
import dev.tule.wamp.router.history.KeptEvent;
import dev.tule.wamp.router.session.Attachments;
import dev.tule.wamp.router.session.Session;
import dev.tule.wamp.router.session.Subscription;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code wamp.subscription.get_events}: the history of a subscription. It blocks.
 *
 * <p>The specification leaves room for general information in the keyword arguments: {@code kept}
 * says whether the events of this subscription are kept at all, {@code more} whether there are
 * further ones that were asked for.
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-event-history">Event History</a>
 */
final class EventProcedures {
    /** How many events an answer holds at most. */
    static final int MOST = 1_000;

    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

    private final Attachments<Subscription> subscriptions;
    private final History history;

    EventProcedures(Broker broker) {
        this.subscriptions = broker.subscriptions();
        this.history = broker.history();
    }

    Payload getEvents(Session caller, MetaArguments arguments) throws MetaError {
        Subscription subscription = subscriptions.byId(arguments.id(0));
        if (subscription == null) {
            throw new MetaError(
                    ErrorUri.NO_SUCH_SUBSCRIPTION, "there is none of number " + arguments.id(0));
        }
        HistoryQuery query = query(arguments);
        Optional<Uri> topic = arguments.string("topic").map(Uri::of);
        Optional<HistoryRule> rule = history.ruleOf(subscription);
        if (rule.isEmpty()) {
            return Payload.of(List.of(), Map.of("kept", false));
        }
        try {
            Events found = history.read(rule.get(), subscription, topic, query, caller);
            List<Map<String, @Nullable Object>> events =
                    found.events().stream().map(event -> item(event, subscription)).toList();
            return Payload.of(events, Dict.of("kept", true, "more", found.more()).asMap());
        } catch (IllegalArgumentException e) {
            throw MetaError.argument(String.valueOf(e.getMessage()));
        }
    }

    private static HistoryQuery query(MetaArguments arguments) throws MetaError {
        long limit = arguments.positive("limit").orElse((long) MOST);
        return new HistoryQuery(
                bound(arguments, "from"),
                bound(arguments, "after"),
                bound(arguments, "before"),
                bound(arguments, "until"),
                arguments.flag("reverse"),
                (int) Math.min(limit, MOST));
    }

    private static Bound bound(MetaArguments arguments, String name) throws MetaError {
        Optional<Long> publication = arguments.positive(name + "_publication");
        if (publication.isPresent() && !Id.valid(publication.get())) {
            throw MetaError.argument(name + "_publication must be an id");
        }
        return new Bound(time(arguments, name + "_time"), publication.map(PublicationId::new));
    }

    private static Optional<Instant> time(MetaArguments arguments, String name) throws MetaError {
        Optional<String> text = arguments.string(name);
        try {
            return text.map(given -> OffsetDateTime.parse(given).toInstant());
        } catch (DateTimeException e) {
            throw MetaError.argument(name + " must be a time as in RFC 3339");
        }
    }

    private static Map<String, @Nullable Object> item(KeptEvent kept, Subscription subscription) {
        Publication publication = History.restored(kept);
        Event event = publication.to(subscription.subscriptionId, subscription.match);
        Map<String, @Nullable Object> item = new LinkedHashMap<>();
        item.put("timestamp", TIMESTAMP.format(kept.time()));
        item.put("subscription", event.subscription().value());
        item.put("publication", event.publication().value());
        item.put("details", event.details().asMap());
        item.put("args", event.payload().arguments());
        item.put("kwargs", event.payload().argumentsKw());
        return item;
    }
}
