package dev.tule.mtv.forms;

import dev.tule.mtv.Active;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.util.Locale;
import java.util.Set;
import org.hibernate.validator.HibernateValidator;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;

/**
 * Checks Jakarta Validation's constraints, with messages in the active language. The validator is
 * made when the first form is bound.
 */
final class Constraints {

    private Constraints() {}

    /** Made when first used, by the class's initialisation. */
    private static final class Holder {
        static final Validator VALIDATOR =
                Validation.byProvider(HibernateValidator.class)
                        .configure()
                        .ignoreXmlConfiguration()
                        // No expression language: a message must not run what a visitor typed.
                        .messageInterpolator(
                                new ParameterMessageInterpolator(
                                        Set.of(), Locale.ENGLISH, context -> language(), false))
                        .buildValidatorFactory()
                        .getValidator();

        private static Locale language() {
            return Active.isBound() ? Active.current().language() : Locale.ENGLISH;
        }
    }

    /** Checks one component's value. */
    static <T> Set<ConstraintViolation<T>> ofValue(
            Class<T> type, String name, @org.jspecify.annotations.Nullable Object value) {
        return Holder.VALIDATOR.validateValue(type, name, value);
    }

    /** Checks a whole record. */
    static <T> Set<ConstraintViolation<T>> of(T record) {
        return Holder.VALIDATOR.validate(record);
    }
}
