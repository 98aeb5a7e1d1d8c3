package dev.tule.vnet.filter;

import static dev.tule.vnet.filter.Verdict.ACCEPTED;
import static dev.tule.vnet.filter.Verdict.ALLOWANCE_EXCEEDED;
import static dev.tule.vnet.filter.Verdict.REJECTED_BY_ACL;
import static dev.tule.vnet.filter.Verdict.REJECTED_BY_GROUP;
import static dev.tule.vnet.filter.Verdict.REJECTED_FRAGMENT;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tule.vnet.flow.FlowTable;
import dev.tule.vnet.packet.Icmp;
import dev.tule.vnet.packet.Ipv4;
import dev.tule.vnet.packet.Packet;
import dev.tule.vnet.packet.TcpHeader;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What one network interface lets in and out: its security groups, the connections that they have
 * allowed, and its subnet's network ACL. Safe for use by many threads; a packet takes the lock
 * once.
 *
 * <p>The rules are asked about the first packet of a connection, in the direction that it goes.
 * From then on the connection's packets pass both ways until it has been idle for long enough. Two
 * things break in on that, as on AWS:
 *
 * <ol>
 *   <li>A connection that rules for everybody allow both ways is <em>untracked</em>: when rules
 *       change it must still be allowed, else its packets stop at once.
 *   <li>A TCP packet that opens a connection (SYN) is always asked about.
 * </ol>
 *
 * <p>A TCP connection need not begin with a SYN: after a restart of this process machines go on
 * with the connections that they have, and whichever packet the rules allow opens the way again.
 */
public final class InterfaceFilter {
    /** Nothing allows it. */
    private static final int NO = 0;

    private static final int ALLOWED = 1;

    /** A rule for everybody allows it. */
    private static final int OPEN = 2;

    private static final int BUCKETS_TO_SEARCH = 64;

    private final Epoch epoch;
    private final TrackedConnection.IdleLimits limits;
    private volatile List<SecurityGroup> groups = List.of();

    @GuardedBy("this")
    private final FlowTable<TrackedConnection> connections;

    @GuardedBy("this")
    private final Fragments fragments;

    // These two are guarded by this as well.
    private final FlowJournal journal;
    private final VerdictCounter counter = new VerdictCounter();

    /**
     * @param recording whether flow records are wanted
     * @param random salts the tables
     */
    public InterfaceFilter(
            String interfaceId,
            Epoch epoch,
            FilterConfig config,
            boolean recording,
            RandomGenerator random) {
        this.epoch = epoch;
        this.limits = new TrackedConnection.IdleLimits(config.timeouts());
        this.connections = new FlowTable<>(config.mostTracked(), random.nextLong());
        this.fragments = new Fragments(random.nextLong());
        this.journal = new FlowJournal(interfaceId, config, recording, random.nextLong());
    }

    public List<SecurityGroup> groups() {
        return groups;
    }

    /** Puts the interface into these groups, and takes it out of all others. */
    public void replaceGroups(List<SecurityGroup> changed) {
        groups = List.copyOf(changed);
        epoch.advance();
    }

    /**
     * Decides about a packet.
     *
     * @param peer the filter of the interface at the other end, where that is one of this VPC's
     * @param acl of the interface's subnet, when the packet crosses the subnet's border
     */
    public synchronized Verdict check(
            Direction direction,
            Packet packet,
            @Nullable InterfaceFilter peer,
            @Nullable NetworkAcl acl,
            long now) {
        Verdict verdict = decide(direction, packet, peer, acl, now);
        counter.count(verdict);
        if (verdict != ACCEPTED) {
            journal.rejected(direction, packet, now);
        }
        return verdict;
    }

    @GuardedBy("this")
    private Verdict decide(
            Direction direction,
            Packet packet,
            @Nullable InterfaceFilter peer,
            @Nullable NetworkAcl acl,
            long now) {
        if (packet.isLaterFragment()) {
            return followFirstFragment(direction, packet, acl, now);
        }
        if (packet.isIcmp() && Icmp.isError(packet.icmpType())) {
            TrackedConnection about = complainedAbout(direction, packet);
            if (about != null && !about.interrupted) {
                return pass(direction, packet, about, acl, now);
            }
        }
        boolean out = direction == Direction.EGRESS;
        int local = out ? packet.source() : packet.destination();
        int remote = out ? packet.destination() : packet.source();
        int localPort = out ? packet.sourcePort() : packet.destinationPort();
        int remotePort = out ? packet.destinationPort() : packet.sourcePort();
        long addresses = FlowTable.addresses(local, remote);
        long ports = FlowTable.ports(packet.protocol(), localPort, remotePort);
        TrackedConnection known = connections.get(addresses, ports);
        if (known != null && known.isExpired(now, limits)) {
            forget(known);
            known = null;
        }
        if (known != null) {
            revalidate(known, peer);
            if (known.interrupted && direction != known.initiator && !opens(packet)) {
                return REJECTED_BY_GROUP;
            }
        }
        if (known == null || known.interrupted || opens(packet)) {
            int ruleRemote = known == null ? remote : known.ruleRemote;
            int allowed = evaluate(direction, Question.of(packet), ruleRemote, peer);
            if (allowed == NO) {
                return REJECTED_BY_GROUP;
            }
            if (known == null || known.interrupted) {
                if (acl != null && !acl.allows(direction, packet, ruleRemote)) {
                    return REJECTED_BY_ACL;
                }
                known = track(addresses, ports, direction, ruleRemote, known, now);
                if (known == null) {
                    return ALLOWANCE_EXCEEDED;
                }
                known.tracked = isTracked(direction, packet.protocol(), allowed);
            }
        }
        return pass(direction, packet, known, acl, now);
    }

    private static boolean opens(Packet packet) {
        return packet.isTcp()
                && (packet.tcpFlags() & (TcpHeader.SYN | TcpHeader.ACK)) == TcpHeader.SYN;
    }

    @GuardedBy("this")
    private Verdict pass(
            Direction direction,
            Packet packet,
            TrackedConnection connection,
            @Nullable NetworkAcl acl,
            long now) {
        if (acl != null && !acl.allows(direction, packet, connection.ruleRemote)) {
            return REJECTED_BY_ACL;
        }
        boolean related = packet.protocol() != connection.protocol();
        int flags = packet.isTcp() && !packet.isLaterFragment() && !related ? packet.tcpFlags() : 0;
        connection.passed(direction, packet, flags, now);
        if (packet.isFragment() && !packet.isLaterFragment()) {
            fragments.first(packet, connection, now);
        }
        return ACCEPTED;
    }

    @GuardedBy("this")
    private Verdict followFirstFragment(
            Direction direction, Packet packet, @Nullable NetworkAcl acl, long now) {
        TrackedConnection connection = fragments.later(packet, now);
        if (connection == null || connection.interrupted) {
            return REJECTED_FRAGMENT;
        }
        return pass(direction, packet, connection, acl, now);
    }

    /** The connection whose packet an ICMP error quotes: one that went the other way. */
    @GuardedBy("this")
    private @Nullable TrackedConnection complainedAbout(Direction direction, Packet error) {
        Quote quote = Quote.of(error);
        if (quote == null) {
            return null;
        }
        return direction == Direction.INGRESS
                ? connections.get(
                        FlowTable.addresses(quote.source(), quote.destination()),
                        FlowTable.ports(
                                quote.protocol(), quote.sourcePort(), quote.destinationPort()))
                : connections.get(
                        FlowTable.addresses(quote.destination(), quote.source()),
                        FlowTable.ports(
                                quote.protocol(), quote.destinationPort(), quote.sourcePort()));
    }

    /** Applies changes of the rules to a connection that isn't exempt from them. */
    @GuardedBy("this")
    private void revalidate(TrackedConnection known, @Nullable InterfaceFilter peer) {
        long current = epoch.current();
        if (known.epoch == current) {
            return;
        }
        known.epoch = current;
        if (known.tracked) {
            return;
        }
        int port = known.initiator == Direction.INGRESS ? known.localPort() : known.remotePort();
        Question question = new Question(known.protocol(), port, -1, -1);
        int allowed = evaluate(known.initiator, question, known.ruleRemote, peer);
        known.interrupted = allowed == NO;
        known.tracked = !known.interrupted && isTracked(known.initiator, known.protocol(), allowed);
    }

    private int evaluate(
            Direction direction, Question asked, int remote, @Nullable InterfaceFilter peer) {
        int found = NO;
        for (SecurityGroup group : groups) {
            for (SecurityGroupRule rule : rules(group, direction)) {
                if (asked.isMatchedBy(rule.traffic()) && isPeer(rule.peer(), remote, peer)) {
                    if (rule.isOpenToAll()) {
                        return OPEN;
                    }
                    found = ALLOWED;
                }
            }
        }
        return found;
    }

    private static List<SecurityGroupRule> rules(SecurityGroup group, Direction direction) {
        return direction == Direction.INGRESS ? group.ingress() : group.egress();
    }

    private static boolean isPeer(
            SecurityGroupRule.Peer peer, int remote, @Nullable InterfaceFilter filter) {
        return switch (peer) {
            case SecurityGroupRule.CidrIpv4(var range) -> range.contains(remote);
            case SecurityGroupRule.ReferencedGroup(var id) ->
                    filter != null
                            && filter.groups.stream().anyMatch(group -> group.id().equals(id));
        };
    }

    /** Untracked is TCP or UDP that rules for everybody allow, answers and all. */
    private boolean isTracked(Direction direction, int protocol, int allowed) {
        boolean ports = protocol == Ipv4.TCP || protocol == Ipv4.UDP;
        if (allowed != OPEN || !ports) {
            return true;
        }
        Direction back = direction == Direction.INGRESS ? Direction.EGRESS : Direction.INGRESS;
        for (SecurityGroup group : groups) {
            for (SecurityGroupRule rule : rules(group, back)) {
                if (rule.isOpenToAll() && rule.traffic().matchesAll(protocol)) {
                    return false;
                }
            }
        }
        return true;
    }

    @GuardedBy("this")
    private @Nullable TrackedConnection track(
            long addresses,
            long ports,
            Direction direction,
            int ruleRemote,
            @Nullable TrackedConnection replaced,
            long now) {
        if (replaced != null) {
            forget(replaced);
        }
        if (connections.isFull()) {
            connections.removeSome(
                    BUCKETS_TO_SEARCH,
                    each -> {
                        boolean goes = each.isOpening() || each.isExpired(now, limits);
                        if (goes) {
                            journal.ended(each);
                        }
                        return goes;
                    });
            if (connections.isFull()) {
                return null;
            }
        }
        TrackedConnection added = new TrackedConnection(direction, ruleRemote, epoch.current());
        added.lastSeen = now;
        connections.put(addresses, ports, added);
        return added;
    }

    @GuardedBy("this")
    private void forget(TrackedConnection gone) {
        connections.remove(gone);
        journal.ended(gone);
    }

    /**
     * Asks for a connection from outside whose packets will carry another remote address than the
     * rules are to see. Once accepted, its packets pass.
     *
     * @param ruleRemote who is really at the other end
     */
    public synchronized Verdict admit(
            Conversation packets, int ruleRemote, @Nullable NetworkAcl acl, long now) {
        Question in = new Question(packets.protocol(), packets.localPort(), -1, -1);
        Question back = new Question(packets.protocol(), packets.remotePort(), -1, -1);
        int allowed = evaluate(Direction.INGRESS, in, ruleRemote, null);
        Verdict verdict = ACCEPTED;
        if (allowed == NO) {
            verdict = REJECTED_BY_GROUP;
        } else if (acl != null
                && (!acl.allows(Direction.INGRESS, in, ruleRemote)
                        || !acl.allows(Direction.EGRESS, back, ruleRemote))) {
            verdict = REJECTED_BY_ACL;
        } else {
            TrackedConnection before = connections.get(packets.addresses(), packets.ports());
            TrackedConnection added =
                    track(
                            packets.addresses(),
                            packets.ports(),
                            Direction.INGRESS,
                            ruleRemote,
                            before,
                            now);
            if (added == null) {
                verdict = ALLOWANCE_EXCEEDED;
            } else {
                added.tracked = isTracked(Direction.INGRESS, packets.protocol(), allowed);
            }
        }
        counter.count(verdict);
        return verdict;
    }

    /** Forgets what has been idle for too long; called now and then. */
    public synchronized void expire(long now) {
        connections.removeIf(
                each -> {
                    boolean goes = each.isExpired(now, limits);
                    if (goes) {
                        journal.ended(each);
                    }
                    return goes;
                });
        fragments.expire(now);
    }

    /** Takes the flow records of the interval that ends now. */
    public synchronized List<FlowRecord> takeRecords() {
        return journal.take(connections);
    }

    public synchronized FilterStatistics statistics() {
        return counter.statistics(connections.size(), journal.unrecorded());
    }
}
