package dev.tule.wamp.router.broker;

import dev.tule.wamp.Dict;
import dev.tule.wamp.MatchPolicy;
import dev.tule.wamp.Publish;
import dev.tule.wamp.RequestId;
import dev.tule.wamp.Serializer;
import dev.tule.wamp.Uri;
import dev.tule.wamp.router.broker.RetainedEvents.Changed;
import dev.tule.wamp.router.broker.RetainedEvents.Retained;
import dev.tule.wamp.router.delivery.Brake;
import dev.tule.wamp.router.history.Archive;
import dev.tule.wamp.router.history.Archive.Events;
import dev.tule.wamp.router.history.HistoryQuery;
import dev.tule.wamp.router.history.HistoryRule;
import dev.tule.wamp.router.history.KeptEvent;
import dev.tule.wamp.router.metrics.Statistics;
import dev.tule.wamp.router.session.Attachment;
import dev.tule.wamp.router.session.Session;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a realm keeps of publications: the way between them and the {@link Archive}. Without a store
 * nothing is kept, and retained events live as long as the router.
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-event-history">Event History</a>
 */
public final class History {
    private static final System.Logger LOG = System.getLogger(History.class.getName());
    private static final RequestId NO_REQUEST = new RequestId(1);
    private static final String DETAILS = "details";
    private static final long READ_BYTES = 4L << 20;

    private final @Nullable Archive archive;
    private final InstantSource clock;
    private final Statistics statistics;

    public History(@Nullable Archive archive, InstantSource clock, Statistics statistics) {
        this.archive = archive;
        this.clock = clock;
        this.statistics = statistics;
    }

    /** What becomes of a publication. */
    enum Keeping {
        /** It is no business of the history's. */
        NOT_KEPT,
        /** Who published it will be told when it is on stable storage. */
        KEPT,
        TOO_LONG,
        /** The disk is behind; more can't wait. */
        OVERLOADED
    }

    /**
     * Keeps a publication, if a rule has it so. One whose receivers are named by session is not
     * kept: nobody could tell later who they were.
     */
    Keeping keep(
            Publication publication, Publish publish, Session publisher, Consumer<Boolean> stored) {
        Archive to = archive;
        if (to == null
                || publication.receivers().areNamedBySession()
                || !to.keeps(publication.topic())) {
            return Keeping.NOT_KEPT;
        }
        KeptEvent event = kept(publication, publisher.serializer, clock.instant());
        if (event.sizeBytes() > HistoryRule.EVENT_BYTES) {
            return Keeping.TOO_LONG;
        }
        Brake brake = publisher.connection.brake();
        if (to.whenRoom(brake::release)) {
            brake.hold();
        }
        if (!to.keep(event, publication.topic(), stored::accept)) {
            statistics.eventsNotKept.increment();
            LOG.log(
                    Level.WARNING,
                    "an event of {0} was not kept: the disk is behind",
                    publish.topic());
            return Keeping.OVERLOADED;
        }
        return Keeping.KEPT;
    }

    private static KeptEvent kept(Publication publication, Serializer serializer, Instant time) {
        Map<String, @Nullable Object> options =
                new LinkedHashMap<>(publication.receivers().options());
        if (!publication.details().isEmpty()) {
            options.put(DETAILS, publication.details().asMap());
        }
        return KeptEvent.of(
                publication.id(),
                time,
                serializer,
                new Publish(
                        NO_REQUEST,
                        Dict.copyOf(options),
                        publication.topic(),
                        publication.payload()));
    }

    /** The publication as it was when it was kept. */
    public static Publication restored(KeptEvent event) {
        Publish publish = event.publish();
        return new Publication(
                event.publication(),
                publish.topic(),
                publish.options().dict(DETAILS),
                publish.payload(),
                Receivers.of(publish.options()));
    }

    /** Keeps what is retained of topics now, but for what is meant for sessions that live now. */
    void retain(List<Changed> changes, Serializer serializer) {
        Archive to = archive;
        if (to == null) {
            return;
        }
        for (Changed changed : changes) {
            List<KeptEvent> events =
                    changed.events().stream()
                            .map(Retained::publication)
                            .filter(event -> !event.receivers().areNamedBySession())
                            .map(event -> kept(event, serializer, clock.instant()))
                            .filter(event -> event.sizeBytes() <= HistoryRule.EVENT_BYTES)
                            .toList();
            boolean kept =
                    to.retain(
                            changed.topic(),
                            events,
                            stored -> {
                                if (!stored) {
                                    statistics.eventsNotKept.increment();
                                }
                            });
            if (!kept) {
                statistics.eventsNotKept.increment();
            }
        }
    }

    /** What was retained before the router started; blocks. */
    void restore(RetainedEvents retained) {
        if (archive != null) {
            archive.retained()
                    .values()
                    .forEach(
                            events ->
                                    events.forEach(
                                            event ->
                                                    retained.retain(
                                                            new Retained(
                                                                    restored(event),
                                                                    event.sizeBytes()))));
        }
    }

    /** The rule by which the events of a subscription are kept. */
    public Optional<HistoryRule> ruleOf(Attachment subscription) {
        return archive == null
                ? Optional.empty()
                : archive.ruleOf(subscription.match, subscription.uri);
    }

    /**
     * The kept events of a subscription that a session may get; blocks.
     *
     * @throws IllegalArgumentException when a publication that the query names isn't kept
     */
    public Events read(
            HistoryRule rule,
            Attachment subscription,
            Optional<Uri> topic,
            HistoryQuery query,
            Session reader) {
        if (archive == null) {
            throw new IllegalStateException("there is no history");
        }
        MatchPolicy match = subscription.match;
        return archive.read(
                rule,
                query,
                event -> {
                    Publication publication = restored(event);
                    return publication.receivers().include(reader)
                            && match.matches(subscription.uri, publication.topic())
                            && topic.map(publication.topic()::equals).orElse(true);
                },
                READ_BYTES);
    }

    /** Waits until all is written. */
    public void close() {
        if (archive != null) {
            archive.close();
        }
    }
}
