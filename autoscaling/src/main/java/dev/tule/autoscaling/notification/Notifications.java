package dev.tule.autoscaling.notification;

import dev.tule.autoscaling.life.Book;
import dev.tule.autoscaling.life.Notices;
import dev.tule.autoscaling.life.Notices.Configuration;
import dev.tule.autoscaling.resource.Faults;
import dev.tule.autoscaling.resource.Listing;
import dev.tule.autoscaling.resource.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.autoscaling.model.DeleteNotificationConfigurationRequest;
import software.amazon.awssdk.services.autoscaling.model.DeleteNotificationConfigurationResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeNotificationConfigurationsRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeNotificationConfigurationsResponse;
import software.amazon.awssdk.services.autoscaling.model.NotificationConfiguration;
import software.amazon.awssdk.services.autoscaling.model.PutNotificationConfigurationRequest;
import software.amazon.awssdk.services.autoscaling.model.PutNotificationConfigurationResponse;

/** Who is told of a group's machines. Safe for use by many threads. */
public final class Notifications {
    static final List<String> KINDS =
            List.of(
                    Notices.LAUNCH,
                    Notices.LAUNCH_ERROR,
                    Notices.TERMINATE,
                    Notices.TERMINATE_ERROR,
                    Notices.TEST);
    private static final int MOST = 10;

    private final Book book;
    private final Place place;
    private final Topics topics;

    public Notifications(Book book, Topics topics) {
        this.book = book;
        this.place = book.place();
        this.topics = topics;
    }

    PutNotificationConfigurationResponse put(PutNotificationConfigurationRequest request) {
        String group = request.autoScalingGroupName();
        String topic = request.topicARN();
        if (!topics.takes(topic)) {
            throw Faults.invalid(
                    "Nothing here is notified at %s: there are topics of WAMP, arn:aws:wamp:REGION:ACCOUNT:REALM/TOPIC."
                            .formatted(topic));
        }
        for (String kind : request.notificationTypes()) {
            if (!KINDS.contains(kind)) {
                throw Faults.invalid("\"" + kind + "\" is not a valid Notification Type.");
            }
        }
        place.change(
                rows -> {
                    book.get(rows, group);
                    book.notices()
                            .put(
                                    rows,
                                    new Configuration(group, topic, request.notificationTypes()));
                    if (book.notices().of(rows, group).size() > MOST) {
                        throw Faults.limit("A group notifies at most " + MOST + " topics.");
                    }
                    book.notices().tellAt(rows, topic, group, Map.of("Event", Notices.TEST));
                });
        return PutNotificationConfigurationResponse.builder().build();
    }

    DeleteNotificationConfigurationResponse delete(DeleteNotificationConfigurationRequest request) {
        place.change(
                rows -> {
                    book.get(rows, request.autoScalingGroupName());
                    book.notices().delete(rows, request.autoScalingGroupName(), request.topicARN());
                });
        return DeleteNotificationConfigurationResponse.builder().build();
    }

    DescribeNotificationConfigurationsResponse describe(
            DescribeNotificationConfigurationsRequest request) {
        List<NotificationConfiguration> found = new ArrayList<>();
        for (Configuration each : place.read(rows -> book.notices().all(rows))) {
            if (request.autoScalingGroupNames().isEmpty()
                    || request.autoScalingGroupNames().contains(each.group())) {
                each.kinds().forEach(kind -> found.add(described(each, kind)));
            }
        }
        Listing<NotificationConfiguration> page =
                Listing.of(
                        found,
                        each ->
                                "%s %s %s"
                                        .formatted(
                                                each.autoScalingGroupName(),
                                                each.topicARN(),
                                                each.notificationType()),
                        request.maxRecords(),
                        request.nextToken());
        return DescribeNotificationConfigurationsResponse.builder()
                .notificationConfigurations(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static NotificationConfiguration described(Configuration each, String kind) {
        return NotificationConfiguration.builder()
                .autoScalingGroupName(each.group())
                .topicARN(each.topic())
                .notificationType(kind)
                .build();
    }

    /** Publishes what is to be told. */
    public void deliver() {
        book.notices().deliver(topics::publish);
    }
}
