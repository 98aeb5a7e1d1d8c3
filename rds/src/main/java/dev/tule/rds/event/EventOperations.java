package dev.tule.rds.event;

import dev.tule.rds.resource.Faults;
import dev.tule.rds.resource.Listing;
import dev.tule.rds.resource.Names;
import dev.tule.rds.resource.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.services.rds.model.DescribeEventCategoriesRequest;
import software.amazon.awssdk.services.rds.model.DescribeEventsRequest;
import software.amazon.awssdk.services.rds.model.DescribeEventsResponse;
import software.amazon.awssdk.services.rds.model.Event;
import software.amazon.awssdk.services.rds.model.EventCategoriesMap;

/** What has happened, for whoever asks. Safe for use by many threads. */
public final class EventOperations {
    private static final int USUAL_MINUTES = 60;

    private final Place place;
    private final EventLog log;

    public EventOperations(Place place, EventLog log) {
        this.place = place;
        this.log = log;
    }

    public DescribeEventsResponse describe(DescribeEventsRequest request) {
        Instant now = place.now();
        Instant end = request.endTime() == null ? now.plusSeconds(1) : request.endTime();
        int minutes = request.duration() == null ? USUAL_MINUTES : request.duration();
        Instant start =
                request.startTime() == null
                        ? end.minus(Duration.ofMinutes(minutes))
                        : request.startTime();
        if (start.isAfter(end)) {
            throw Faults.invalidCombination("The start time must be before the end time.");
        }
        if (request.sourceIdentifier() != null && request.sourceType() == null) {
            throw Faults.invalidCombination(
                    "SourceType must be specified when SourceIdentifier is specified.");
        }
        EventCategories.check(null, request.eventCategories());
        List<Event> found =
                place.read(log::all).stream()
                        .filter(
                                event ->
                                        !event.date().isBefore(start) && event.date().isBefore(end))
                        .filter(event -> isWanted(event, request))
                        .toList();
        // Events have no name of their own: their place in the list is one that keeps its order.
        List<Numbered> numbered = new ArrayList<>();
        for (Event event : found) {
            numbered.add(new Numbered("%08d".formatted(numbered.size()), event));
        }
        Listing<Numbered> page =
                Listing.of(numbered, Numbered::number, request.maxRecords(), request.marker());
        return DescribeEventsResponse.builder()
                .events(page.items().stream().map(Numbered::event).toList())
                .marker(page.marker())
                .build();
    }

    private record Numbered(String number, Event event) {}

    private static boolean isWanted(Event event, DescribeEventsRequest request) {
        String source = request.sourceIdentifier();
        return (request.sourceType() == null || request.sourceType() == event.sourceType())
                && (source == null
                        || Names.ofArn(source)
                                .toLowerCase(Locale.ROOT)
                                .equals(event.sourceIdentifier()))
                && (request.eventCategories().isEmpty()
                        || event.eventCategories().stream()
                                .anyMatch(request.eventCategories()::contains));
    }

    public List<EventCategoriesMap> categories(DescribeEventCategoriesRequest request) {
        EventCategories.check(request.sourceType(), List.of());
        return EventCategories.of(request.sourceType());
    }
}
