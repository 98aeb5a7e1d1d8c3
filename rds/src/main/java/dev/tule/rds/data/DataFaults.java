package dev.tule.rds.data;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import software.amazon.awssdk.services.rdsdata.model.BadRequestException;
import software.amazon.awssdk.services.rdsdata.model.DatabaseErrorException;
import software.amazon.awssdk.services.rdsdata.model.DatabaseUnavailableException;
import software.amazon.awssdk.services.rdsdata.model.RdsDataException;
import software.amazon.awssdk.services.rdsdata.model.StatementTimeoutException;
import software.amazon.awssdk.services.rdsdata.model.TransactionNotFoundException;
import software.amazon.awssdk.services.rdsdata.model.UnsupportedResultException;

/** The errors of the Data API (Data API Reference, ExecuteStatement, "Errors"). */
final class DataFaults {
    private static final String CANCELLED_BY_POSTGRESQL = "57014";
    private static final String CONNECTION = "08";

    private DataFaults() {}

    static RdsDataException bad(String message) {
        return BadRequestException.builder().message(message).build();
    }

    static RdsDataException noTransaction(String id) {
        return TransactionNotFoundException.builder()
                .message("Transaction " + id + " is not found")
                .build();
    }

    static RdsDataException unsupportedResult(String message) {
        return UnsupportedResultException.builder().message(message).build();
    }

    /** What the database says, with its state, as the Data API has it. */
    static RdsDataException of(SQLException refused) {
        String state = refused.getSQLState() == null ? "" : refused.getSQLState();
        if (refused instanceof SQLTimeoutException || state.equals(CANCELLED_BY_POSTGRESQL)) {
            return StatementTimeoutException.builder()
                    .message("The statement took too long and was cancelled")
                    .build();
        }
        if (state.startsWith(CONNECTION)) {
            return DatabaseUnavailableException.builder()
                    .message("The database does not answer: " + refused.getMessage())
                    .build();
        }
        return DatabaseErrorException.builder()
                .message(refused.getMessage() + "; SQLState: " + state)
                .build();
    }
}
