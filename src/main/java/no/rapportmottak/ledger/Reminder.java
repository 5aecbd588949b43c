package no.rapportmottak.ledger;

import java.time.Instant;
import java.util.List;

/**
 * A mail that tells a sender of a day before or after it, once. What is written down of it is each of its subjects by
 * itself, so a subject is told once whichever mail it stands in; for another day it is another reminder.
 */
public sealed interface Reminder permits KeyReminder, DutyReminder {

    String sender();

    /** What tells that which it is about from all else that a sender is reminded of; at most 512 characters each. */
    List<String> subjects();

    /** The first instant that is too late. */
    Instant ends();

    /** How many days before the day it is for; negative after it. */
    int days();
}
