package dev.tule.wamp.router.authentication;

import dev.tule.wamp.Challenge;
import dev.tule.wamp.Dict;
import dev.tule.wamp.router.authentication.Step.Admitted;
import dev.tule.wamp.router.authentication.Step.Challenged;
import dev.tule.wamp.router.authentication.Step.Declined;

/**
 * The client shows a ticket.
 *
 * @see <a
 *     href="https://wamp-proto.org/wamp_latest_ietf.html#name-ticket-based-authentication">Ticket-based
 *     Authentication</a>
 */
final class TicketMethod implements AuthenticationMethod {
    private final Directory directory;

    TicketMethod(Directory directory) {
        this.directory = directory;
    }

    @Override
    public Method method() {
        return Method.TICKET;
    }

    @Override
    public Step begin(JoinRequest request) throws AuthenticationFailure, InterruptedException {
        if (request.authId().isEmpty()) {
            return new Declined();
        }
        // A procedure is asked once, when there is a ticket to show it.
        boolean known = !directory.immediate() || directory.find(method(), request).isPresent();
        return known ? challenge(request) : new Declined();
    }

    @Override
    public Step pretend(JoinRequest request) {
        return challenge(request);
    }

    private Step challenge(JoinRequest request) {
        return new Challenged(
                new Challenge(method().word(), Dict.EMPTY),
                authenticate ->
                        directory
                                .holder(authenticate.signature(), request)
                                .<Step>map(found -> new Admitted(found.by(method(), directory)))
                                .orElse(WRONG));
    }

    @Override
    public boolean immediate() {
        return true;
    }
}
