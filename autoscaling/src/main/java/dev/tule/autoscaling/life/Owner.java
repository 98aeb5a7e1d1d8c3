package dev.tule.autoscaling.life;

import dev.tule.autoscaling.life.Member.Source;
import dev.tule.autoscaling.life.Member.Wait;
import dev.tule.autoscaling.life.Step.Purpose;
import dev.tule.autoscaling.resource.Place;
import dev.tule.aws.stored.Rows;
import dev.tule.store.Transaction;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.autoscaling.model.LifecycleHook;
import software.amazon.awssdk.services.autoscaling.model.ScalingActivityStatusCode;
import software.amazon.awssdk.services.autoscaling.model.WarmPoolConfiguration;
import software.amazon.awssdk.services.ec2.Ec2Client;

/**
 * Brings one group on: looks, decides, and does the steps, until nothing is left to do by now. For
 * one thread at a time.
 */
public final class Owner {
    private static final System.Logger LOG = System.getLogger(Owner.class.getName());
    private static final int MOST_ROUNDS = 100;
    private static final int HOUR_SECONDS = 3600;

    private final String name;
    private final Book book;
    private final Place place;
    private final Ec2Client ec2;
    private final Launches launches;
    private final Fronts fronts;
    private final WarmSteps warmSteps;
    private final Sight sight;

    public Owner(String name, Book book, Ec2Client ec2, Launches launches, Balancers balancers) {
        this.name = name;
        this.book = book;
        this.place = book.place();
        this.ec2 = ec2;
        this.launches = launches;
        this.fronts = new Fronts(name, book, balancers);
        this.warmSteps = new WarmSteps(name, book, ec2);
        this.sight = new Sight(ec2, balancers);
    }

    /** Does what is to be done for the group by now. */
    public void pass() {
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Optional<Scene> scene = look();
            if (scene.isEmpty()) {
                return;
            }
            boolean moved = false;
            for (Step step : Decision.of(scene.get())) {
                moved |= perform(scene.get(), step);
            }
            if (!moved) {
                return;
            }
        }
        LOG.log(Level.WARNING, "Group {0} does not come to rest", name);
    }

    /** What there is; empty when the group is gone. */
    private record Rows(
            Group group,
            List<Member> members,
            List<Member> warm,
            List<LifecycleHook> hooks,
            List<Attachment> attachments) {}

    private Optional<Scene> look() {
        Optional<Rows> there =
                place.read(
                        rows ->
                                book.find(rows, name)
                                        .map(
                                                group ->
                                                        new Rows(
                                                                group,
                                                                book.members(rows, name),
                                                                book.warm(rows, name),
                                                                book.hooks(rows, name),
                                                                book.attachments(rows, group))));
        return there.map(
                rows ->
                        sight.look(
                                rows.group,
                                rows.members,
                                rows.warm,
                                rows.hooks,
                                rows.attachments,
                                place.now()));
    }

    /** Whether it has changed anything that is decided by. */
    private boolean perform(Scene scene, Step next) {
        return switch (next) {
            case Step.Plan plan -> plan(scene.group(), plan);
            case Step.Launch launch -> launch(scene.group(), launch.member());
            case Step.Adopt adopt -> adopt(adopt.member(), adopt.instance());
            case Step.Enter enter ->
                    replace(enter.member(), member -> member.in(enter.phase(), place.now()));
            case Step.Hold hold -> hold(scene, hold);
            case Step.Serve serve -> serve(scene.group(), serve.member());
            case Step.Ail ail -> replace(ail.member(), member -> member.withHealth(false));
            case Step.Yield step ->
                    replace(
                            step.member(),
                            member -> member.in(Phase.OUTGOING, member.since()).withHealth(false));
            case Step.Fail fail -> fail(fail.member(), fail.message());
            case Step.Dismiss dismiss -> dismiss(dismiss.member(), dismiss.cause());
            case Step.WithWarm step -> warmSteps.perform(step);
            case Step.AtBalancer step -> fronts.perform(step);
            case Step.Rest rest -> leave(rest.member());
            case Step.Release release -> leave(release.member());
            case Step.Terminate terminate -> terminate(terminate.member());
            case Step.Forget forget -> forget(forget.member());
            case Step.Close close -> close();
            case Step.Settle settle ->
                    replace(
                            settle.group(),
                            settle.group().with(settle.group().memory().because("")));
            case Step.Unpool unpool -> replace(unpool.group(), withoutPool(unpool.group()));
        };
    }

    private boolean plan(Group group, Step.Plan plan) {
        Source source;
        try {
            source = launches.source(group);
        } catch (AwsServiceException gone) {
            return refuse(plan, message(gone));
        }
        Instant now = place.now();
        String activity = place.newId();
        Member planned =
                Member.planned(
                                "%013d-%s".formatted(now.toEpochMilli(), place.newId()),
                                now,
                                plan.site().zone(),
                                plan.site().subnet(),
                                source,
                                plan.purpose() == Purpose.BALANCE,
                                activity)
                        .withGuard(isGuarded(group, plan))
                        .inPool(plan.purpose() == Purpose.RESERVE);
        return place.transact(
                rows -> {
                    if (!isWanted(rows, plan.purpose())) {
                        return false;
                    }
                    book.activities().begin(rows, activity, name, launching(planned), plan.cause());
                    book.put(rows, name, planned);
                    return true;
                });
    }

    private static boolean isGuarded(Group group, Step.Plan plan) {
        return plan.purpose() != Purpose.RESERVE
                && Boolean.TRUE.equals(group.spec().newInstancesProtectedFromScaleIn());
    }

    private boolean isWanted(Transaction rows, Purpose purpose) {
        Optional<Group> group = book.find(rows, name);
        if (group.isEmpty() || group.get().deleting()) {
            return false;
        }
        return switch (purpose) {
            case CAPACITY ->
                    book.members(rows, name).stream().filter(Member::counts).count()
                            < group.get().desired();
            case BALANCE -> true;
            case RESERVE ->
                    book.warm(rows, name).stream().filter(each -> !each.phase().ending()).count()
                            < group.get().warmWanted();
        };
    }

    /** What is to be launched from isn't there. */
    private boolean refuse(Step.Plan plan, String message) {
        return place.transact(
                rows -> {
                    Optional<Group> group = book.find(rows, name);
                    if (group.isEmpty()) {
                        return false;
                    }
                    String failure = message + ". Launching EC2 instance failed.";
                    book.activities()
                            .failed(
                                    rows,
                                    name,
                                    "Launching a new EC2 instance",
                                    plan.cause(),
                                    failure);
                    book.notices().tell(rows, name, Notices.LAUNCH_ERROR, said(failure));
                    book.put(
                            rows,
                            group.get()
                                    .with(
                                            group.get()
                                                    .memory()
                                                    .failed(plan.site().zone(), place.now())));
                    return true;
                });
    }

    private boolean launch(Group group, Member member) {
        String instance;
        try {
            instance =
                    ec2.runInstances(launches.request(group, member))
                            .instances()
                            .getFirst()
                            .instanceId();
        } catch (AwsServiceException refused) {
            if (refused.statusCode() >= 500 && !isCapacity(refused)) {
                // Whether it has a machine nobody knows: its token will tell, at the next pass.
                throw refused;
            }
            return fail(member, message(refused) + ". Launching EC2 instance failed.");
        }
        return adopt(member, instance);
    }

    private static boolean isCapacity(AwsServiceException refused) {
        return refused.awsErrorDetails() != null
                && String.valueOf(refused.awsErrorDetails().errorCode()).contains("Capacity");
    }

    private static String message(AwsServiceException fault) {
        return fault.awsErrorDetails() == null
                ? String.valueOf(fault.getMessage())
                : String.valueOf(fault.awsErrorDetails().errorMessage());
    }

    private boolean adopt(Member member, String instance) {
        return change(
                member,
                rows -> {
                    Member adopted = member.of(instance);
                    book.put(
                            rows,
                            name,
                            member.phase() == Phase.PLANNED
                                    ? adopted.in(Phase.PENDING, place.now())
                                    : adopted);
                    if (member.phase() == Phase.PLANNED) {
                        book.activities().describe(rows, member.activity(), launching(adopted));
                    }
                });
    }

    private static String launching(Member member) {
        return "Launching a new EC2 instance"
                + (member.warm() ? " into warm pool" : "")
                + (member.instance().isEmpty() ? "" : ": " + member.instance());
    }

    private static String terminating(String instance) {
        return "Terminating EC2 instance" + (instance.isEmpty() ? "" : ": " + instance);
    }

    private boolean hold(Scene scene, Step.Hold hold) {
        Instant now = scene.now();
        List<Wait> waits =
                scene.hooks(hold.transition()).stream()
                        .map(
                                hook ->
                                        new Wait(
                                                hook.lifecycleHookName(),
                                                place.newId(),
                                                now,
                                                now.plus(heartbeat(hook)),
                                                ""))
                        .toList();
        return replace(hold.member(), member -> member.in(hold.phase(), now).withWaits(waits));
    }

    /** How long a hook is waited for. */
    public static Duration heartbeat(LifecycleHook hook) {
        return Duration.ofSeconds(
                hook.heartbeatTimeout() == null ? HOUR_SECONDS : hook.heartbeatTimeout());
    }

    private boolean serve(Group group, Member member) {
        try {
            fronts.register(group, member);
        } catch (AwsServiceException refused) {
            if (refused.statusCode() >= 500) {
                throw refused;
            }
            return fail(
                    member, message(refused) + ". Validating load balancer configuration failed.");
        }
        return change(
                member,
                rows -> {
                    book.put(rows, name, member.in(Phase.IN_SERVICE, place.now()).withActivity(""));
                    book.activities()
                            .end(rows, member.activity(), ScalingActivityStatusCode.SUCCESSFUL, "");
                    book.notices().tell(rows, name, Notices.LAUNCH, of(rows, member));
                    book.find(rows, name)
                            .ifPresent(
                                    there -> book.put(rows, there.with(there.memory().launched())));
                });
    }

    private boolean fail(Member member, String message) {
        return change(
                member,
                rows -> {
                    book.activities()
                            .end(
                                    rows,
                                    member.activity(),
                                    ScalingActivityStatusCode.FAILED,
                                    message);
                    book.notices().tell(rows, name, Notices.LAUNCH_ERROR, of(rows, member));
                    if (member.instance().isEmpty()) {
                        book.delete(rows, name, member);
                    } else {
                        book.put(
                                rows,
                                name,
                                member.in(Phase.TERMINATING, place.now()).withActivity(""));
                    }
                    book.find(rows, name)
                            .ifPresent(
                                    group ->
                                            book.put(
                                                    rows,
                                                    group.with(
                                                            group.memory()
                                                                    .failed(
                                                                            member.zone(),
                                                                            place.now()))));
                });
    }

    private boolean dismiss(Member member, String cause) {
        return change(member, rows -> dismiss(book, rows, name, member, cause));
    }

    /**
     * Lets a member go.
     *
     * @return the activity's identifier
     */
    public static String dismiss(
            Book book, Transaction rows, String group, Member member, String cause) {
        if (!member.activity().isEmpty()) {
            book.activities().end(rows, member.activity(), ScalingActivityStatusCode.CANCELLED, "");
        }
        String activity =
                book.activities().begin(rows, group, terminating(member.instance()), cause);
        book.put(
                rows,
                group,
                member.in(Phase.TERMINATING, book.place().now()).withActivity(activity));
        return activity;
    }

    /** A member has left the service, but not its machine this world. */
    private boolean leave(Member member) {
        return change(
                member,
                rows -> {
                    if (member.phase() == Phase.DETACHING) {
                        book.delete(rows, name, member);
                    } else {
                        book.put(
                                rows, name, member.in(Phase.STANDBY, place.now()).withActivity(""));
                    }
                    book.activities()
                            .end(rows, member.activity(), ScalingActivityStatusCode.SUCCESSFUL, "");
                });
    }

    private boolean terminate(Member member) {
        try {
            ec2.terminateInstances(request -> request.instanceIds(member.instance()));
        } catch (AwsServiceException refused) {
            LOG.log(Level.DEBUG, "EC2 did not end a machine: {0}", message(refused));
        }
        return false;
    }

    private boolean forget(Member member) {
        return change(
                member,
                rows -> {
                    book.delete(rows, name, member);
                    book.activities()
                            .describe(rows, member.activity(), terminating(member.instance()));
                    book.activities()
                            .end(rows, member.activity(), ScalingActivityStatusCode.SUCCESSFUL, "");
                    if (!member.instance().isEmpty()) {
                        book.notices().tell(rows, name, Notices.TERMINATE, of(rows, member));
                    }
                });
    }

    private static Map<String, String> said(String message) {
        return Map.of("StatusCode", "Failed", "StatusMessage", message);
    }

    /** What a notification tells of a member and of what it is in the middle of. */
    private Map<String, String> of(Transaction rows, Member member) {
        Map<String, String> told = new LinkedHashMap<>();
        told.put("EC2InstanceId", member.instance());
        told.put("Availability Zone", member.zone());
        book.activities()
                .find(rows, member.activity())
                .ifPresent(
                        activity -> {
                            told.put("ActivityId", activity.activityId());
                            told.put("Description", activity.description());
                            told.put("Cause", activity.cause());
                            told.put("StartTime", activity.startTime().toString());
                            told.put("EndTime", String.valueOf(activity.endTime()));
                            told.put("StatusCode", activity.statusCodeAsString());
                            if (activity.statusMessage() != null) {
                                told.put("StatusMessage", activity.statusMessage());
                            }
                        });
        return told;
    }

    private boolean close() {
        return place.transact(
                rows -> {
                    boolean empty = book.everybody(rows, name).isEmpty();
                    if (empty) {
                        book.delete(rows, name);
                    }
                    return empty;
                });
    }

    private boolean replace(Group seen, Group next) {
        return place.transact(
                rows -> {
                    boolean same = book.find(rows, name).equals(Optional.of(seen));
                    if (same) {
                        book.put(rows, next);
                    }
                    return same;
                });
    }

    private static Group withoutPool(Group group) {
        return group.with(
                group.spec().toBuilder()
                        .warmPoolConfiguration((WarmPoolConfiguration) null)
                        .build());
    }

    private boolean replace(Member seen, UnaryOperator<Member> change) {
        return change(seen, rows -> book.put(rows, name, change.apply(seen)));
    }

    /** Changes a member that still is as it was seen. */
    private boolean change(Member seen, java.util.function.Consumer<Transaction> change) {
        return place.transact(
                rows -> {
                    Optional<Member> there = book.asNow(rows, name, seen);
                    if (!there.equals(Optional.of(seen))) {
                        return false;
                    }
                    change.accept(rows);
                    return true;
                });
    }
}
