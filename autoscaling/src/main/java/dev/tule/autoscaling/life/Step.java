package dev.tule.autoscaling.life;

import java.time.Instant;
import java.util.List;

/** What is to be done next for a group. Done again, it changes nothing. */
sealed interface Step {

    /** A new member, whose machine isn't asked for yet. */
    record Plan(Group.Site site, Purpose purpose, String cause) implements Step {}

    /** What a new member is for. */
    enum Purpose {
        CAPACITY,
        /** To even out the zones. */
        BALANCE,
        /** For the warm pool. */
        RESERVE
    }

    /** To ask EC2 for a member's machine. */
    record Launch(Member member) implements Step {}

    /** A member's machine was found by its token. */
    record Adopt(Member member, String instance) implements Step {}

    /** Another phase, and nothing else. */
    record Enter(Member member, Phase phase) implements Step {}

    /** To wait where hooks are. */
    record Hold(Member member, Phase phase, String transition) implements Step {}

    /** To register with load balancers, and to be in service. */
    record Serve(Member member) implements Step {}

    /** Found unhealthy, and not replaced by now. */
    record Ail(Member member) implements Step {}

    /** Found unhealthy, and to serve on until another is in service in its place. */
    record Yield(Member member) implements Step {}

    /** The launch has come to nothing. */
    record Fail(Member member, String message) implements Step {}

    /** To leave. */
    record Dismiss(Member member, String cause) implements Step {}

    /** Taken from the load balancers: to stand by. */
    record Rest(Member member) implements Step {}

    /** Taken from the load balancers: to be left to itself. */
    record Release(Member member) implements Step {}

    /** To ask EC2 to end the machine. */
    record Terminate(Member member) implements Step {}

    /** The machine has ended, or never was. */
    record Forget(Member member) implements Step {}

    /** The group is deleted and has no members left. */
    record Close(Instant at) implements Step {}

    /** What last changed the capacity has been reached. */
    record Settle(Group group) implements Step {}

    /** The warm pool is deleted and has no members left. */
    record Unpool(Group group) implements Step {}

    /** What is done with machines that are kept ready. */
    sealed interface WithWarm extends Step {}

    /** To ask EC2 to stop the machine. */
    record Stop(Member member) implements WithWarm {}

    /** To ask EC2 to start the machine. */
    record Start(Member member) implements WithWarm {}

    /** It is ready. */
    record Keep(Member member, Phase phase) implements WithWarm {}

    /** To come into the group. */
    record Enlist(Member member, String cause) implements WithWarm {}

    /** To leave the group for the pool. */
    record Return(Member member, String cause) implements WithWarm {}

    /** It has left the group: to come to rest in the pool. */
    record Pool(Member member) implements WithWarm {}

    /** What is done with load balancers. */
    sealed interface AtBalancer extends Step {}

    /** To take from load balancers. */
    record Deregister(Member member, List<Balancers.Target> targets) implements AtBalancer {}

    /** To put machines in service behind a load balancer. */
    record Register(Balancers.Target target, List<String> instances) implements AtBalancer {}

    /** To take machines from a load balancer that the group doesn't name any more. */
    record Withdraw(Balancers.Target target, List<String> instances) implements AtBalancer {}

    /** A load balancer has come to another state. */
    record Advance(Attachment attachment, Attachment.State next) implements AtBalancer {}

    /** No machine is with a load balancer any more that the group doesn't name. */
    record Drop(Attachment attachment) implements AtBalancer {}
}
