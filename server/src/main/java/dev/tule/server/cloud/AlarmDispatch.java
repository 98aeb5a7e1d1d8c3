package dev.tule.server.cloud;

import dev.tule.autoscaling.AutoScaling;
import dev.tule.aws.AccountRegion;
import dev.tule.cloudwatch.alarm.AlarmEvent;
import dev.tule.cloudwatch.alarm.AlarmTarget;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.ec2.Ec2Client;

/**
 * Takes what alarms do to the part of the cloud that does it, by its ARN:
 *
 * <ul>
 *   <li>{@code arn:aws:automate:REGION:ec2:stop}, {@code terminate}, {@code reboot} and {@code
 *       recover}: the instance of the alarm's dimension {@code InstanceId}
 *   <li>{@code arn:aws:autoscaling:REGION:ACCOUNT:scalingPolicy:...}: that scaling policy
 *   <li>{@code arn:aws:wamp:REGION:ACCOUNT:REALM/TOPIC}: an event of that topic
 * </ul>
 *
 * <p>Safe for use by many threads.
 */
final class AlarmDispatch implements AlarmTarget {
    private static final Pattern AUTOMATE =
            Pattern.compile("arn:aws:automate:[a-z0-9-]+:ec2:(stop|terminate|reboot|recover)");
    private static final Pattern POLICY =
            Pattern.compile("arn:aws:autoscaling:[a-z0-9-]+:[0-9]+:scalingPolicy:.+");

    /** How long a server may take to start. */
    private static final Duration START = Duration.ofMinutes(5);

    /** The name and role under which alarms are published. */
    private static final String AUTH_ID = "cloudwatch";

    private final Function<AccountRegion, Ec2Client> ec2;
    private final WampTopics topics;
    private final CompletableFuture<AutoScaling> scaling = new CompletableFuture<>();

    AlarmDispatch(Function<AccountRegion, Ec2Client> ec2, WampTopics topics) {
        this.ec2 = ec2;
        this.topics = topics;
    }

    /** From now on policies can be executed; until then they wait. */
    void scaleBy(AutoScaling autoScaling) {
        scaling.complete(autoScaling);
    }

    private AutoScaling scaling() {
        try {
            return scaling.get(START.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The server stops.", stopping);
        } catch (ExecutionException | TimeoutException never) {
            throw new IllegalStateException("The server has not started.", never);
        }
    }

    @Override
    public boolean takes(String action) {
        return AUTOMATE.matcher(action).matches()
                || POLICY.matcher(action).matches()
                || topics.takes(action);
    }

    @Override
    public void act(String action, AlarmEvent event) {
        Matcher automate = AUTOMATE.matcher(action);
        if (automate.matches()) {
            automate(automate.group(1), event);
        } else if (POLICY.matcher(action).matches()) {
            scaling()
                    .alarmed(
                            event.where(),
                            action,
                            event.alarm(),
                            event.state().toString(),
                            event.beyond());
        } else if (topics.takes(action)) {
            topics.publish(AUTH_ID, action, message(event));
        } else {
            throw new IllegalArgumentException("Nothing here does " + action + ".");
        }
    }

    private void automate(String verb, AlarmEvent event) {
        String instance =
                event.instanceId()
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "The alarm's metric has no dimension InstanceId."));
        Ec2Client there = ec2.apply(event.where());
        switch (verb) {
            case "stop" -> there.stopInstances(request -> request.instanceIds(instance));
            case "terminate" -> there.terminateInstances(request -> request.instanceIds(instance));
            case "reboot" -> there.rebootInstances(request -> request.instanceIds(instance));
            default -> recover(there, instance);
        }
    }

    /** The same instance on a host that works: here, its machine ended and started anew. */
    private static void recover(Ec2Client ec2, String instance) {
        ec2.stopInstances(request -> request.instanceIds(instance).force(true));
        ec2.waiter().waitUntilInstanceStopped(request -> request.instanceIds(instance));
        ec2.startInstances(request -> request.instanceIds(instance));
    }

    private static Map<String, Object> message(AlarmEvent event) {
        Map<String, Object> keywords = new LinkedHashMap<>();
        keywords.put("AlarmName", event.alarm());
        keywords.put("AlarmArn", event.arn());
        keywords.put("OldStateValue", event.before().toString());
        keywords.put("NewStateValue", event.state().toString());
        keywords.put("NewStateReason", event.reason());
        keywords.put("StateChangeTime", event.at().toString());
        keywords.put("Region", event.where().region());
        keywords.put("Dimensions", event.dimensions());
        return keywords;
    }
}
