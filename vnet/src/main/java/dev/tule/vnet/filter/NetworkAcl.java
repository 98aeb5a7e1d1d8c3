package dev.tule.vnet.filter;

import dev.tule.vnet.packet.Packet;
import java.util.Comparator;
import java.util.List;

/**
 * The stateless filter of a subnet: every packet that crosses the subnet's border is looked at, and
 * answers are not known from questions. What no entry matches is denied. Entries may be changed at
 * any time. Safe for use by many threads.
 */
public final class NetworkAcl {
    /** Most entries in each direction: AWS's highest quota. */
    public static final int MOST_ENTRIES = 40;

    private final String id;
    private volatile Entries entries = new Entries(List.of(), List.of());

    private record Entries(List<AclEntry> ingress, List<AclEntry> egress) {}

    /** An ACL without entries, which denies everything. */
    public NetworkAcl(String id) {
        this.id = id;
    }

    public String id() {
        return id;
    }

    /** Puts these entries in the place of all that were. */
    public void replaceEntries(List<AclEntry> ingress, List<AclEntry> egress) {
        entries = new Entries(inOrder(ingress), inOrder(egress));
    }

    private static List<AclEntry> inOrder(List<AclEntry> given) {
        if (given.size() > MOST_ENTRIES) {
            throw new IllegalArgumentException("more than " + MOST_ENTRIES + " entries");
        }
        if (given.stream().map(AclEntry::number).distinct().count() != given.size()) {
            throw new IllegalArgumentException("two entries have the same number");
        }
        return given.stream().sorted(Comparator.comparingInt(AclEntry::number)).toList();
    }

    /**
     * @param remote the address outside the subnet, as rules are to see it
     */
    boolean allows(Direction direction, Packet packet, int remote) {
        return allows(direction, Question.of(packet), packet.isLaterFragment(), remote);
    }

    boolean allows(Direction direction, Question asked, int remote) {
        return allows(direction, asked, false, remote);
    }

    private boolean allows(Direction direction, Question asked, boolean laterFragment, int remote) {
        Entries now = entries;
        List<AclEntry> in = direction == Direction.INGRESS ? now.ingress : now.egress;
        for (int i = 0; i < in.size(); i++) {
            AclEntry entry = in.get(i);
            if (entry.peer().contains(remote) && matches(entry.traffic(), asked, laterFragment)) {
                return entry.allow();
            }
        }
        return false;
    }

    /** A later fragment has no ports: as on AWS, entries with ports do not see it. */
    private static boolean matches(Traffic traffic, Question asked, boolean laterFragment) {
        return laterFragment ? traffic.matchesAll(asked.protocol()) : asked.isMatchedBy(traffic);
    }

    @Override
    public String toString() {
        return id;
    }
}
