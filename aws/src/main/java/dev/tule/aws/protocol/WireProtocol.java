package dev.tule.aws.protocol;

import dev.tule.aws.RequestVerifier;
import dev.tule.aws.facts.Violation;
import dev.tule.aws.shape.MalformedRequest;
import java.util.List;
import software.amazon.awssdk.core.SdkPojo;

/**
 * A wire protocol as the server of one service speaks it. Which one is chosen by each request: a
 * service answers in every protocol that it ever had. Immutable.
 */
public interface WireProtocol {

    /** How services of this protocol sign and name their errors. */
    RequestVerifier.Family family();

    /**
     * Reads a request into its class's builder.
     *
     * @throws MalformedRequest where it doesn't fit
     */
    void read(WireRequest request, SdkPojo builder);

    /** Writes a response. */
    WireReply write(Answer answer, SdkPojo response);

    /** Writes an error. */
    WireReply fail(WireError error, String requestId);

    /** The error for a request that doesn't fit. */
    WireError malformed(MalformedRequest fault);

    /**
     * The error for a request that doesn't keep its service's constraints; there is at least one.
     */
    WireError invalid(List<Violation> violations);

    /** The error for an operation that the service doesn't have. */
    WireError unknownOperation(String operation);

    /**
     * The error for a principal that may not do what it asks.
     *
     * @param why a sentence that names both
     */
    WireError denied(String why);

    /**
     * What is being answered.
     *
     * @param operation its name
     * @param root the root element of a restXml answer; empty for the usual one
     */
    record Answer(String operation, String root, String requestId) {}
}
