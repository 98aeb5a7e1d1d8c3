package dev.tule.autoscaling.life;

import dev.tule.store.Transaction;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.autoscaling.model.ScalingActivityStatusCode;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** Does a group's steps with the machines that it keeps ready. For one thread at a time. */
final class WarmSteps {
    private static final int CONFLICT = 400;

    private final String name;
    private final Book book;
    private final Ec2Client ec2;

    /**
     * @param name the group's
     */
    WarmSteps(String name, Book book, Ec2Client ec2) {
        this.name = name;
        this.book = book;
        this.ec2 = ec2;
    }

    /** Whether it has changed anything that is decided by. */
    boolean perform(Step.WithWarm next) {
        return switch (next) {
            case Step.Stop step -> {
                ask(() -> ec2.stopInstances(r -> r.instanceIds(step.member().instance())));
                yield false;
            }
            case Step.Start step -> {
                ask(() -> ec2.startInstances(r -> r.instanceIds(step.member().instance())));
                yield false;
            }
            case Step.Keep step -> keep(step.member(), step.phase());
            case Step.Enlist step -> enlist(step);
            case Step.Return step -> giveBack(step.member(), step.cause());
            case Step.Pool step -> pool(step.member());
        };
    }

    /** Asks for something that is refused where the machine's state has changed meanwhile. */
    private static void ask(Runnable call) {
        try {
            call.run();
        } catch (AwsServiceException refused) {
            if (refused.statusCode() != CONFLICT) {
                throw refused;
            }
        }
    }

    private boolean keep(Member member, Phase phase) {
        return change(
                member,
                rows -> {
                    book.activities()
                            .end(rows, member.activity(), ScalingActivityStatusCode.SUCCESSFUL, "");
                    book.put(rows, name, member.in(phase, book.place().now()).withActivity(""));
                    book.find(rows, name)
                            .ifPresent(
                                    group -> book.put(rows, group.with(group.memory().launched())));
                });
    }

    /** From the pool into the group, if that still wants one. */
    private boolean enlist(Step.Enlist step) {
        Member member = step.member();
        return book.place()
                .transact(
                        rows -> {
                            Optional<Group> group = book.find(rows, name);
                            boolean wanted =
                                    group.isPresent()
                                            && !group.get().deleting()
                                            && book.members(rows, name).stream()
                                                            .filter(Member::counts)
                                                            .count()
                                                    < group.get().desired();
                            if (!wanted || !isAsSeen(rows, member)) {
                                return false;
                            }
                            String activity =
                                    book.activities()
                                            .begin(
                                                    rows,
                                                    name,
                                                    "Launching a new EC2 instance from warm pool: "
                                                            + member.instance(),
                                                    step.cause());
                            boolean guarded =
                                    Boolean.TRUE.equals(
                                            group.get().spec().newInstancesProtectedFromScaleIn());
                            move(
                                    rows,
                                    member,
                                    member.in(Phase.ENLISTED, book.place().now())
                                            .withActivity(activity)
                                            .withGuard(guarded)
                                            .inPool(false));
                            return true;
                        });
    }

    private boolean giveBack(Member member, String cause) {
        return change(
                member,
                rows -> {
                    String activity =
                            book.activities()
                                    .begin(
                                            rows,
                                            name,
                                            "Returning EC2 instance to warm pool: "
                                                    + member.instance(),
                                            cause);
                    book.put(
                            rows,
                            name,
                            member.in(Phase.RETURNING, book.place().now()).withActivity(activity));
                });
    }

    /** From the group into the pool, where it comes to rest. */
    private boolean pool(Member member) {
        return change(
                member,
                rows ->
                        move(
                                rows,
                                member,
                                member.in(Phase.PENDING_PROCEED, book.place().now())
                                        .withGuard(false)
                                        .inPool(true)));
    }

    private void move(Transaction rows, Member from, Member to) {
        book.delete(rows, name, from);
        book.put(rows, name, to);
    }

    private boolean isAsSeen(Transaction rows, Member seen) {
        return book.asNow(rows, name, seen).equals(Optional.of(seen));
    }

    private boolean change(Member seen, Consumer<Transaction> change) {
        return book.place()
                .transact(
                        rows -> {
                            boolean same = isAsSeen(rows, seen);
                            if (same) {
                                change.accept(rows);
                            }
                            return same;
                        });
    }
}
