package dev.tule.wamp.router.realm;

import dev.tule.wamp.Call;
import dev.tule.wamp.Dict;
import dev.tule.wamp.ErrorMessage;
import dev.tule.wamp.ErrorUri;
import dev.tule.wamp.MatchPolicy;
import dev.tule.wamp.Message;
import dev.tule.wamp.Payload;
import dev.tule.wamp.Publish;
import dev.tule.wamp.Register;
import dev.tule.wamp.RequestId;
import dev.tule.wamp.Result;
import dev.tule.wamp.Subscribe;
import dev.tule.wamp.Uri;
import dev.tule.wamp.router.authentication.Procedures;
import dev.tule.wamp.router.authorization.Action;
import dev.tule.wamp.router.authorization.Decision;
import dev.tule.wamp.router.authorization.Policy;
import dev.tule.wamp.router.authorization.Question;
import dev.tule.wamp.router.broker.MetaEvents;
import dev.tule.wamp.router.delivery.Deliveries;
import dev.tule.wamp.router.session.Attachments;
import dev.tule.wamp.router.session.Session;
import dev.tule.wamp.router.session.Subscription;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Asks, before each request of a session, whether the session may. A procedure's decisions are
 * remembered, if it says that they may be, up to {@value #MOST_REMEMBERED} of them and until the
 * session's policy is replaced. Confined to the thread that handles the session's messages.
 */
public final class Guard {
    private static final int MOST_REMEMBERED = 1024;
    private static final Uri ADD_TESTAMENT = Uri.of("wamp.session.add_testament");

    private static final Uri GET_EVENTS = Uri.of("wamp.subscription.get_events");

    private final Session session;
    private final Attachments<Subscription> subscriptions;
    private final Procedures procedures;
    private final boolean disclosureAllowed;
    private final Map<Question, Decision> remembered = new HashMap<>();
    private Policy rememberedFor;

    public Guard(Session session, Realm realm) {
        this.session = session;
        this.subscriptions = realm.broker.subscriptions();
        this.procedures = realm.procedures();
        this.disclosureAllowed = realm.config.disclosureAllowed();
        this.rememberedFor = session.policy();
    }

    /** What comes of asking. */
    public sealed interface Outcome {}

    /** The session may: this message, which may disclose more than the one asked about. */
    public record Granted(Message message) implements Outcome {}

    /** It may not, or nobody could tell. */
    public record Refused(Uri error, String why) implements Outcome {}

    /** A procedure is asked; null stands for no decision. */
    public record Undecided(Question question, CompletableFuture<Verdict> verdict)
            implements Outcome {}

    /**
     * What a procedure says.
     *
     * @param decision null where it failed
     * @param lasts whether it may be remembered
     */
    public record Verdict(@Nullable Decision decision, boolean lasts) {
        public static final Verdict FAILED = new Verdict(null, false);
    }

    /** Whether the message needs no question: near to free for roles that may do everything. */
    public boolean waves(Message message) {
        Policy policy = session.policy();
        return switch (message) {
            case Publish publish -> policy.allowsAll(publish.topic());
            case Call call -> policy.allowsAll(call.procedure()) || session.wasUsed(call.request());
            case Subscribe subscribe -> policy.allowsAll(subscribe.topic());
            case Register register -> policy.allowsAll(register.procedure());
            default -> true;
        };
    }

    /**
     * Asks.
     *
     * @param answered what was found out about this message already
     */
    public Outcome ask(Message message, Map<Question, Verdict> answered) {
        if (rememberedFor != session.policy()) {
            remembered.clear();
            rememberedFor = session.policy();
        }
        boolean discloses = false;
        for (Question question : questions(message)) {
            Decision decision = rememberedFor.decide(question);
            if (decision == null) {
                decision = remembered.get(question);
            }
            if (decision == null) {
                Verdict verdict = answered.get(question);
                if (verdict == null) {
                    return new Undecided(
                            question, askAuthorizer(procedures, session, rememberedFor, question));
                }
                if (verdict.decision == null) {
                    return new Refused(
                            ErrorUri.AUTHORIZATION_FAILED,
                            "whether you may " + text(question) + " could not be decided");
                }
                decision = verdict.decision;
                remember(question, verdict);
            }
            if (!decision.allowed()) {
                return new Refused(ErrorUri.NOT_AUTHORIZED, "you may not " + text(question));
            }
            discloses |= decision.discloses();
        }
        return new Granted(discloses && disclosureAllowed ? disclosing(message) : message);
    }

    private void remember(Question question, Verdict verdict) {
        if (verdict.lasts && verdict.decision != null) {
            if (remembered.size() >= MOST_REMEMBERED) {
                remembered.clear();
            }
            remembered.put(question, verdict.decision);
        }
    }

    private static String text(Question question) {
        return question.action().word() + " " + question.uri();
    }

    private List<Question> questions(Message message) {
        return switch (message) {
            case Publish publish -> List.of(Question.of(Action.PUBLISH, publish.topic()));
            case Subscribe subscribe ->
                    List.of(new Question(Action.SUBSCRIBE, subscribe.topic(), subscribe.match()));
            case Register register ->
                    List.of(new Question(Action.REGISTER, register.procedure(), register.match()));
            // A testament is published in the session's name when it has gone.
            case Call call
                    when call.procedure().equals(ADD_TESTAMENT)
                            && call.payload().argument(0) instanceof String topic ->
                    List.of(
                            Question.of(Action.CALL, ADD_TESTAMENT),
                            Question.of(Action.PUBLISH, Uri.of(topic)));
            case Call call when call.procedure().equals(GET_EVENTS) -> readingHistory(call);
            case Call call -> List.of(Question.of(Action.CALL, call.procedure()));
            default -> List.of();
        };
    }

    /** Who reads the history of a subscription must be allowed to subscribe. */
    private List<Question> readingHistory(Call call) {
        Question reading = Question.of(Action.CALL, GET_EVENTS);
        Subscription subscription =
                call.payload().argument(0) instanceof Long id ? subscriptions.byId(id) : null;
        return subscription == null
                ? List.of(reading)
                : List.of(
                        reading,
                        new Question(Action.SUBSCRIBE, subscription.uri, subscription.match));
    }

    /**
     * Answers a request that is refused.
     *
     * @return false where its number is not the next
     */
    public boolean refuse(Message message, Refused refused, Deliveries deliveries) {
        RequestId request =
                switch (message) {
                    case Publish publish -> publish.request();
                    case Call call -> call.request();
                    case Subscribe subscribe -> subscribe.request();
                    case Register register -> register.request();
                    default -> throw new IllegalStateException(message.type() + " was asked about");
                };
        if (!session.inSequence(request)) {
            return false;
        }
        // A publisher that doesn't want to be told of success isn't told of failure either.
        if (!(message instanceof Publish publish) || publish.acknowledge()) {
            session.refuse(message.type(), request, refused.error, refused.why, deliveries);
        }
        return true;
    }

    private static Message disclosing(Message message) {
        return switch (message) {
            case Publish publish ->
                    new Publish(
                            publish.request(),
                            publish.options().with("disclose_me", true),
                            publish.topic(),
                            publish.payload());
            case Call call ->
                    new Call(
                            call.request(),
                            call.options().with("disclose_me", true),
                            call.procedure(),
                            call.payload());
            default -> message;
        };
    }

    /** Asks the procedure that decides where the policy doesn't. */
    static CompletableFuture<Verdict> askAuthorizer(
            Procedures procedures, Session session, Policy policy, Question question) {
        Dict options =
                question.match() == MatchPolicy.EXACT
                        ? Dict.EMPTY
                        : Dict.of("match", question.match().wireName());
        Payload payload =
                Payload.of(
                        MetaEvents.details(session),
                        question.uri().value(),
                        question.action().word(),
                        options.asMap());
        return procedures
                .call(policy.authorizer().orElseThrow(), payload)
                .thenApply(Guard::verdict);
    }

    /** Reads what an authorizer returned: whether, or a dict of allow, disclose and cache. */
    private static Verdict verdict(Message answer) {
        if (answer instanceof ErrorMessage || !(answer instanceof Result result)) {
            return Verdict.FAILED;
        }
        return switch (result.payload().argument(0)) {
            case Boolean allowed -> new Verdict(new Decision(allowed, false), false);
            case Map<?, ?> map when map.get("allow") instanceof Boolean allowed ->
                    new Verdict(
                            new Decision(allowed, Boolean.TRUE.equals(map.get("disclose"))),
                            Boolean.TRUE.equals(map.get("cache")));
            case null, default -> Verdict.FAILED;
        };
    }
}
