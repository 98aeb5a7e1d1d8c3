package dev.tule.cloudwatch.resource;

import dev.tule.aws.PageToken;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the {@link PageToken} of a request, and refuses what is none as CloudWatch does. */
public final class NextToken {
    private NextToken() {}

    /**
     * @param token null or empty for the first page
     */
    public static Optional<String> read(@Nullable String token) {
        return token == null || token.isEmpty()
                ? Optional.empty()
                : Optional.of(PageToken.read(token).orElseThrow(Faults::invalidToken));
    }
}
