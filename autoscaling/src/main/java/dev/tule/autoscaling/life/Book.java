package dev.tule.autoscaling.life;

import dev.tule.autoscaling.life.Attachment.State;
import dev.tule.autoscaling.life.Balancers.Target;
import dev.tule.autoscaling.resource.Faults;
import dev.tule.autoscaling.resource.Place;
import dev.tule.aws.stored.Rows;
import dev.tule.store.Key;
import dev.tule.store.KeyRange;
import dev.tule.store.Page;
import dev.tule.store.Snapshot;
import dev.tule.store.Transaction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.autoscaling.model.LifecycleHook;

/**
 * The rows of groups and of what belongs to them: {@code ("group", name)}, {@code ("member", group,
 * token)}, {@code ("warm", group, token)}, {@code ("hook", group, name)}, {@code ("attachment",
 * group, classic, name)}. Safe for use by many threads.
 */
public record Book(Place place, Activities activities, Notices notices) {
    private static final Rows<LifecycleHook> HOOKS =
            new Rows<>("hook", LifecycleHook.class, LifecycleHook::builder);
    static final String ATTACHMENTS = "attachment";
    private static final String MEMBERS = "member";
    private static final String WARM = "warm";

    /** The book of a place. */
    public static Book of(Place place) {
        return new Book(place, new Activities(place), new Notices(place));
    }

    public Optional<Group> find(Snapshot rows, String name) {
        return rows.get(Key.of("group", name)).map(Group::read);
    }

    /** The group, or the fault that there is none. */
    public Group get(Snapshot rows, String name) {
        return find(rows, name).orElseThrow(() -> Faults.noGroup(name));
    }

    public void put(Transaction rows, Group group) {
        rows.put(Key.of("group", group.name()), group.row());
    }

    /** All groups, by name. */
    public List<Group> groups(Snapshot rows) {
        return rows.entries(Key.of("group")).map(entry -> Group.read(entry.value())).toList();
    }

    /** Deletes a group and all that belongs to it, but for its activities. */
    public void delete(Transaction rows, String name) {
        rows.delete(Key.of("group", name));
        for (String table :
                List.of(
                        MEMBERS,
                        WARM,
                        "hook",
                        "policy",
                        "schedule",
                        "notification",
                        "refresh",
                        ATTACHMENTS)) {
            rows.clear(KeyRange.within(Key.of(table, name)));
        }
    }

    /** The members of a group, the oldest first. */
    public List<Member> members(Snapshot rows, String group) {
        return read(rows, Key.of(MEMBERS, group));
    }

    /** The members of its warm pool, the oldest first. */
    public List<Member> warm(Snapshot rows, String group) {
        return read(rows, Key.of(WARM, group));
    }

    /** Both. */
    public List<Member> everybody(Snapshot rows, String group) {
        List<Member> all = members(rows, group);
        all.addAll(warm(rows, group));
        return all;
    }

    private static List<Member> read(Snapshot rows, Key below) {
        boolean warm = below.elements().getFirst().equals(WARM);
        List<Member> members = new ArrayList<>();
        rows.entries(below).forEach(entry -> members.add(Member.read(entry.value(), warm)));
        return members;
    }

    /** Whoever has a machine, in whatever group or its warm pool, with the group's name. */
    public List<Owned> allMembers(Snapshot rows) {
        return Stream.of(MEMBERS, WARM)
                .flatMap(table -> rows.entries(Key.of(table)))
                .map(Book::owned)
                .filter(owned -> !owned.member.instance().isEmpty())
                .toList();
    }

    private static Owned owned(Page.Entry entry) {
        List<Object> words = entry.key().elements();
        Member member = Member.read(entry.value(), words.getFirst().equals(WARM));
        return new Owned((String) words.get(1), member);
    }

    /** A member, and its group's name. */
    public record Owned(String group, Member member) {}

    /** The member whose machine it is. */
    public Optional<Owned> owner(Snapshot rows, String instance) {
        return allMembers(rows).stream()
                .filter(owned -> owned.member.instance().equals(instance))
                .findFirst();
    }

    /** What a member's row says now. */
    Optional<Member> asNow(Snapshot rows, String group, Member seen) {
        return rows.get(key(group, seen)).map(row -> Member.read(row, seen.warm()));
    }

    private static Key key(String group, Member member) {
        return Key.of(member.warm() ? WARM : MEMBERS, group, member.token());
    }

    public void put(Transaction rows, String group, Member member) {
        rows.put(key(group, member), member.row());
    }

    public void delete(Transaction rows, String group, Member member) {
        rows.delete(key(group, member));
    }

    /** The load balancers that a group names, and those that it is being taken from. */
    public List<Attachment> attachments(Snapshot rows, Group group) {
        Map<Target, State> states = new LinkedHashMap<>();
        for (Page.Entry entry : rows.entries(Key.of(ATTACHMENTS, group.name())).toList()) {
            List<Object> words = entry.key().elements();
            Target target = new Target((Boolean) words.get(2), (String) words.get(3));
            states.put(
                    target, State.valueOf((String) Key.ofBytes(entry.value()).elements().get(0)));
        }
        List<Attachment> attachments = new ArrayList<>();
        for (Target target : group.targets()) {
            State state = states.getOrDefault(target, State.ADDING);
            attachments.add(new Attachment(target, state));
            states.remove(target);
        }
        states.forEach((target, state) -> attachments.add(new Attachment(target, state)));
        return attachments;
    }

    public void put(Transaction rows, String group, Attachment attachment) {
        rows.put(
                Attachment.key(group, attachment.target()),
                Key.of(attachment.state().name()).toBytes());
    }

    /** Forgets how far a load balancer is: it is to be added from the start, or is gone. */
    public void forget(Transaction rows, String group, Target target) {
        rows.delete(Attachment.key(group, target));
    }

    public List<LifecycleHook> hooks(Snapshot rows, String group) {
        return HOOKS.all(rows, group);
    }

    public void put(Transaction rows, LifecycleHook hook) {
        HOOKS.put(rows, hook, hook.autoScalingGroupName(), hook.lifecycleHookName());
    }

    public Optional<LifecycleHook> hook(Snapshot rows, String group, String name) {
        return HOOKS.find(rows, group, name);
    }

    public void deleteHook(Transaction rows, String group, String name) {
        HOOKS.delete(rows, group, name);
    }
}
