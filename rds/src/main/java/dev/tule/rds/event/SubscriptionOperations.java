package dev.tule.rds.event;

import dev.tule.rds.instance.Instances;
import dev.tule.rds.resource.Faults;
import dev.tule.rds.resource.Filters;
import dev.tule.rds.resource.Listing;
import dev.tule.rds.resource.Names;
import dev.tule.rds.resource.Place;
import dev.tule.rds.resource.Tags;
import dev.tule.store.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.AddSourceIdentifierToSubscriptionRequest;
import software.amazon.awssdk.services.rds.model.CreateEventSubscriptionRequest;
import software.amazon.awssdk.services.rds.model.DeleteEventSubscriptionRequest;
import software.amazon.awssdk.services.rds.model.DescribeEventSubscriptionsRequest;
import software.amazon.awssdk.services.rds.model.DescribeEventSubscriptionsResponse;
import software.amazon.awssdk.services.rds.model.EventSubscription;
import software.amazon.awssdk.services.rds.model.ModifyEventSubscriptionRequest;
import software.amazon.awssdk.services.rds.model.RemoveSourceIdentifierFromSubscriptionRequest;

/**
 * Event subscriptions (RDS User Guide, "Working with Amazon RDS event notification"). Topics that
 * nothing here delivers to, such as SNS's, are kept, and the status says so: {@code
 * topic-not-exist}. Safe for use by many threads.
 */
public final class SubscriptionOperations {
    private static final int LONGEST_NAME = 255;

    private final Place place;
    private final Instances instances;
    private final Subscriptions subscriptions;
    private final EventTarget target;

    public SubscriptionOperations(
            Place place, Instances instances, Subscriptions subscriptions, EventTarget target) {
        this.place = place;
        this.instances = instances;
        this.subscriptions = subscriptions;
        this.target = target;
    }

    private String status(String topic) {
        return target.takes(topic) ? Courier.ACTIVE : Courier.NO_TOPIC;
    }

    public EventSubscription create(CreateEventSubscriptionRequest request) {
        String name = Names.required("SubscriptionName", request.subscriptionName());
        if (name.length() > LONGEST_NAME) {
            throw Faults.invalid(
                    "SubscriptionName has at most %d characters.".formatted(LONGEST_NAME));
        }
        EventCategories.check(request.sourceType(), request.eventCategories());
        if (!request.sourceIds().isEmpty() && request.sourceType() == null) {
            throw Faults.invalidCombination(
                    "SourceType must be specified when SourceIds are specified.");
        }
        String topic = Names.required("SnsTopicArn", request.snsTopicArn());
        EventSubscription subscription =
                EventSubscription.builder()
                        .custSubscriptionId(name)
                        .customerAwsId(place.where().account())
                        .snsTopicArn(topic)
                        .status(status(topic))
                        .subscriptionCreationTime(place.now().toString())
                        .sourceType(request.sourceType())
                        .sourceIdsList(request.sourceIds())
                        .eventCategoriesList(request.eventCategories())
                        .enabled(!Boolean.FALSE.equals(request.enabled()))
                        .eventSubscriptionArn(place.arn("es", name))
                        .build();
        place.change(
                rows -> {
                    if (subscriptions.has(rows, name)) {
                        throw Faults.subscriptionExists(name);
                    }
                    subscription.sourceIdsList().forEach(id -> source(rows, subscription, id));
                    subscriptions.put(rows, subscription);
                    Tags.add(rows, subscription.eventSubscriptionArn(), request.tags());
                });
        return subscription;
    }

    /** A source of events must be there, as far as it is of a type that can be looked up. */
    private void source(Snapshot rows, EventSubscription subscription, String id) {
        if ("db-instance".equals(subscription.sourceType()) && instances.find(rows, id).isEmpty()) {
            throw Faults.noSource(id);
        }
    }

    public EventSubscription modify(ModifyEventSubscriptionRequest request) {
        return change(
                request.subscriptionName(),
                subscription -> {
                    String type =
                            request.sourceType() == null
                                    ? subscription.sourceType()
                                    : request.sourceType();
                    EventCategories.check(type, request.eventCategories());
                    EventSubscription.Builder changed = subscription.toBuilder().sourceType(type);
                    if (request.hasEventCategories()) {
                        changed.eventCategoriesList(request.eventCategories());
                    }
                    if (request.snsTopicArn() != null) {
                        changed.snsTopicArn(request.snsTopicArn())
                                .status(status(request.snsTopicArn()));
                    }
                    if (request.enabled() != null) {
                        changed.enabled(request.enabled());
                    }
                    return changed.build();
                });
    }

    public EventSubscription add(AddSourceIdentifierToSubscriptionRequest request) {
        String id = Names.required("SourceIdentifier", request.sourceIdentifier());
        place.read(
                rows -> {
                    source(rows, subscriptions.required(rows, request.subscriptionName()), id);
                    return id;
                });
        return change(
                request.subscriptionName(),
                subscription -> {
                    List<String> ids = new ArrayList<>(subscription.sourceIdsList());
                    if (!ids.contains(id)) {
                        ids.add(id);
                    }
                    return subscription.toBuilder().sourceIdsList(ids).build();
                });
    }

    public EventSubscription remove(RemoveSourceIdentifierFromSubscriptionRequest request) {
        String id = Names.required("SourceIdentifier", request.sourceIdentifier());
        return change(
                request.subscriptionName(),
                subscription -> {
                    List<String> ids = new ArrayList<>(subscription.sourceIdsList());
                    if (!ids.remove(id)) {
                        throw Faults.noSource(id);
                    }
                    return subscription.toBuilder().sourceIdsList(ids).build();
                });
    }

    private EventSubscription change(
            @Nullable String name, UnaryOperator<EventSubscription> change) {
        return place.transact(
                rows -> {
                    EventSubscription changed = change.apply(subscriptions.required(rows, name));
                    subscriptions.put(rows, changed);
                    return changed;
                });
    }

    public EventSubscription delete(DeleteEventSubscriptionRequest request) {
        return place.transact(
                rows -> {
                    EventSubscription found =
                            subscriptions.required(rows, request.subscriptionName());
                    subscriptions.delete(rows, found);
                    Tags.clear(rows, found.eventSubscriptionArn());
                    return found;
                });
    }

    public DescribeEventSubscriptionsResponse describe(DescribeEventSubscriptionsRequest request) {
        List<EventSubscription> found =
                place.read(
                        rows ->
                                request.subscriptionName() == null
                                        ? subscriptions.all(rows)
                                        : List.of(
                                                subscriptions.required(
                                                        rows, request.subscriptionName())));
        Listing<EventSubscription> page =
                Listing.of(
                        new Filters<EventSubscription>().apply(request.filters(), found),
                        EventSubscription::custSubscriptionId,
                        request.maxRecords(),
                        request.marker());
        return DescribeEventSubscriptionsResponse.builder()
                .eventSubscriptionsList(page.items())
                .marker(page.marker())
                .build();
    }
}
