package dev.tule.iam.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of a request's context. */
@FunctionalInterface
public interface ConditionKeys {

    /**
     * The values of a condition key.
     *
     * @param key in lower case, such as {@code aws:sourceip}
     * @return empty where the request has no such key, null where nothing is known about the key
     */
    @Nullable List<String> values(String key);
}
