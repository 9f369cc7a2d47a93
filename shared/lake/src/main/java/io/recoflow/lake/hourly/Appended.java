package io.recoflow.lake.hourly;

/** What an append found of its batch in the table. */
public enum Appended {
    /** Nothing: its number is above all of its writer's. */
    NEW,
    /**
     * Nothing of its writer, in a table that others have appended to and whose rows have no key: what they brought comes
     * again where this one begins anew.
     */
    FIRST_OF_ITS_WRITER,
    /** It is the last that its writer appended. */
    REPEATED,
    /** Its writer has appended later ones, so its numbers were set back. */
    SET_BACK
}
