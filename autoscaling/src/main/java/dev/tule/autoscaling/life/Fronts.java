package dev.tule.autoscaling.life;

import dev.tule.autoscaling.life.Balancers.Target;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Does a group's steps with the load balancers in front of it. For one thread at a time. */
final class Fronts {
    private final String name;
    private final Book book;
    private final Balancers balancers;

    /**
     * @param name the group's
     */
    Fronts(String name, Book book, Balancers balancers) {
        this.name = name;
        this.book = book;
        this.balancers = balancers;
    }

    /** Puts a machine behind all, before it is in service. */
    void register(Group group, Member member) {
        if (!group.suspended("AddToLoadBalancer")) {
            group.targets().forEach(target -> balancers.register(target, member.instance()));
        }
    }

    /** Whether it has changed anything that is decided by. */
    boolean perform(Step.AtBalancer next) {
        return switch (next) {
            case Step.Deregister step -> {
                String instance = step.member().instance();
                step.targets().forEach(target -> balancers.deregister(target, instance));
                yield false;
            }
            case Step.Register step -> {
                step.instances().forEach(each -> balancers.register(step.target(), each));
                yield false;
            }
            case Step.Withdraw step -> {
                step.instances().forEach(each -> balancers.deregister(step.target(), each));
                yield false;
            }
            case Step.Advance step -> change(step.attachment(), step.next());
            case Step.Drop step -> change(step.attachment(), null);
        };
    }

    /**
     * Changes an attachment that still is as it was seen.
     *
     * @param next null where there is none any more
     */
    private boolean change(Attachment seen, Attachment.@Nullable State next) {
        Target target = seen.target();
        return book.place()
                .transact(
                        rows -> {
                            Optional<Group> group = book.find(rows, name);
                            boolean there =
                                    group.isPresent()
                                            && book.attachments(rows, group.get()).contains(seen);
                            if (!there) {
                                return false;
                            }
                            if (next == null) {
                                book.forget(rows, name, target);
                            } else {
                                book.put(rows, name, new Attachment(target, next));
                            }
                            return true;
                        });
    }
}
