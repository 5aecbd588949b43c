package no.rapportmottak.reception;

/** Why something that an SFTP client asks for is not done, in the words of each language that senders read. */
enum Why {
    ONLY_TWO_FOLDERS(
            "Her finnes bare mappene /inn og /kvittering",
            "Her finst berre mappene /inn og /kvittering",
            "There are only the folders /inn and /kvittering here"),
    NO_FOLDERS_WITHIN(
            "Det finnes ingen mapper i %s",
            "Det finst ingen mapper i %s",
            "There are no folders in %s"),
    BAD_NAME(
            "Filnavnet er ikke gyldig: uten styretegn og på høyst 255 byte i UTF-8",
            "Filnamnet er ikkje gyldig: utan styreteikn og på høgst 255 byte i UTF-8",
            "The file name is not valid: no control characters, at most 255 bytes in UTF-8"),
    NOT_HERE(
            "Dette kan ikke gjøres her",
            "Dette kan ikkje gjerast her",
            "This cannot be done here"),
    NO_FOLDER(
            "Dette er ingen mappe",
            "Dette er inga mappe",
            "This is not a folder"),
    A_FOLDER(
            "Dette er en mappe",
            "Dette er ei mappe",
            "This is a folder"),
    ONLY_RECEIPTS_READ(
            "Bare filene i /kvittering kan hentes",
            "Berre filene i /kvittering kan hentast",
            "Only the files in /kvittering can be fetched"),
    ONLY_INN_WRITTEN(
            "Filer kan bare legges i /inn",
            "Filer kan berre leggjast i /inn",
            "Files can only be put into /inn"),
    NO_SUCH_FILE(
            "Filen finnes ikke",
            "Fila finst ikkje",
            "There is no such file"),
    NAME_TAKEN(
            "Det finnes alt en fil med dette navnet",
            "Det finst alt ei fil med dette namnet",
            "There is already a file of this name"),
    FOLDERS_STAY(
            "Mappene kan ikke fjernes",
            "Mappene kan ikkje fjernast",
            "The folders cannot be removed"),
    ALREADY_TAKEN(
            "Filen er mottatt og kan ikke trekkes tilbake her",
            "Fila er motteken og kan ikkje trekkjast tilbake her",
            "The file has been received and cannot be withdrawn here"),
    RENAME_FROM_INN(
            "Bare filer i /inn kan få nytt navn",
            "Berre filer i /inn kan få nytt namn",
            "Only files in /inn can be renamed"),
    RENAME_WITHIN_INN(
            "En fil kan bare få nytt navn i /inn",
            "Ei fil kan berre få nytt namn i /inn",
            "A file can only be renamed within /inn"),
    JUST_TAKEN(
            "En fil med dette navnet er nettopp mottatt og kan ikke erstattes",
            "Ei fil med dette namnet er nettopp motteken og kan ikkje erstattast",
            "A file of this name has just been received and cannot be replaced"),
    CHANGE_IN_INN(
            "Bare filer i /inn kan endres",
            "Berre filer i /inn kan endrast",
            "Only files in /inn can be changed"),
    SIZE_STAYS(
            "Størrelsen kan ikke endres",
            "Storleiken kan ikkje endrast",
            "The size cannot be changed"),
    NOT_TAKEN(
            "Filen kunne ikke tas imot; prøv igjen",
            "Fila kunne ikkje takast imot; prøv igjen",
            "The file could not be received; try again"),
    UPLOADING(
            "Filen er under opplasting",
            "Fila er under opplasting",
            "The file is being uploaded"),
    NAME_UPLOADING(
            "En fil med dette navnet er under opplasting",
            "Ei fil med dette namnet er under opplasting",
            "A file of this name is being uploaded"),
    TOO_LARGE(
            "Filen er større enn grensen på %s byte og tas ikke imot",
            "Fila er større enn grensa på %s byte og blir ikkje teken imot",
            "The file is larger than the limit of %s bytes and is not accepted"),
    NOT_STORED(
            "Filen kunne ikke lagres; prøv igjen senere",
            "Fila kunne ikkje lagrast; prøv igjen seinare",
            "The file could not be stored; try again later"),
    HAS_HOLES(
            "Filen har hull og ble ikke tatt imot; send den fra begynnelsen",
            "Fila har hol og vart ikkje teken imot; send ho frå byrjinga",
            "The file has gaps and was not accepted; send it from the beginning"),
    PAUSED(
            "Mottaket fra dere er satt på pause; ta kontakt, eller prøv igjen senere",
            "Mottaket frå dykk er sett på pause; ta kontakt, eller prøv igjen seinare",
            "Reception from you is paused; get in touch, or try again later"),
    NO_ROOM(
            "Vi kan ikke ta imot flere filer akkurat nå, fordi vi mangler lagringsplass; prøv igjen senere",
            "Vi kan ikkje ta imot fleire filer akkurat no, fordi vi manglar lagringsplass; prøv igjen seinare",
            "We cannot receive more files right now, for want of storage space; try again later"),
    FAILED(
            "Dette gikk ikke; prøv igjen senere",
            "Dette gjekk ikkje; prøv igjen seinare",
            "This did not work; try again later"),
    FOLDERS_FIXED(
            "Mapper kan ikke lages eller fjernes",
            "Mapper kan ikkje lagast eller fjernast",
            "Folders cannot be made or removed"),
    NO_LINKS(
            "Lenker finnes ikke her",
            "Lenkjer finst ikkje her",
            "There are no links here"),
    TOO_MANY_OPEN(
            "For mange åpne filer",
            "For mange opne filer",
            "Too many open files"),
    KEY_NAME(
            "Legg den offentlige nøkkelen her, i en fil som slutter på .pub",
            "Legg den offentlege nøkkelen her, i ei fil som sluttar på .pub",
            "Put the public key here, in a file that ends in .pub"),
    KEY_IS_PRIVATE(
            "Dette er en privat nøkkel, som ingen andre skal se. Vi har ikke tatt vare på den. Lag et nytt nøkkelpar",
            "Dette er ein privat nøkkel, som ingen andre skal sjå. Vi har ikkje teke vare på han. Lag eit nytt nøkkelpar",
            "This is a private key, which nobody else should see. We have not kept it. Make a new pair of keys"),
    KEY_UNREADABLE(
            "Filen er ikke en offentlig nøkkel på én linje, slik ssh-keygen lager den",
            "Fila er ikkje ein offentleg nøkkel på éi linje, slik ssh-keygen lagar han",
            "The file is not a public key on one line, as ssh-keygen makes it"),
    KEY_IS_WEAK(
            "Nøkkelen må være av typen ed25519, ECDSA eller RSA på minst 3072 bit",
            "Nøkkelen må vere av typen ed25519, ECDSA eller RSA på minst 3072 bit",
            "The key has to be ed25519, ECDSA, or RSA of 3072 bits at least"),
    KEY_IS_KNOWN(
            "Nøkkelen er alt registrert",
            "Nøkkelen er alt registrert",
            "The key is registered already"),
    KEYS_TOO_MANY(
            "Dere har for mange nøkler; be oss avslutte de gamle først",
            "De har for mange nøklar; be oss avslutte dei gamle først",
            "You have too many keys; ask us to end the old ones first"),
    FILES_PER_HOUR(
            "Dere har levert %s filer den siste timen, og flere tas ikke imot før det er plass igjen",
            "De har levert %s filer den siste timen, og fleire blir ikkje tekne imot før det er plass att",
            "You have handed in %s files within the last hour, and no more are accepted until there is room again"),
    BYTES_PER_HOUR(
            "Dere kan sende %s byte i timen, og mer tas ikke imot før det er plass igjen",
            "De kan sende %s byte i timen, og meir blir ikkje teke imot før det er plass att",
            "You can send %s bytes an hour, and no more is accepted until there is room again"),
    TOO_MANY_SESSIONS(
            "Dere har alt %s åpne forbindelser; lukk en av dem først",
            "De har alt %s opne sambindingar; lukk ei av dei først",
            "You have %s connections open already; close one of them first"),
    RIGHTS_STAY(
            "Rettigheter og eiere kan ikke endres",
            "Rettar og eigarar kan ikkje endrast",
            "Permissions and owners cannot be changed"),
    ONLY_UPLOADS_CHANGE(
            "Bare filer under opplasting kan endres",
            "Berre filer under opplasting kan endrast",
            "Only files that are being uploaded can be changed"),
    NOT_OPEN(
            "Filen er ikke åpen",
            "Fila er ikkje open",
            "The file is not open");

    private final String nb;
    private final String nn;
    private final String en;

    Why(String nb, String nn, String en) {
        this.nb = nb;
        this.nn = nn;
        this.en = en;
    }

    /** @param values that the text names by {@code %s} */
    String in(String language, Object... values) {
        String text = switch (language) {
            case "nn" -> nn;
            case "en" -> en;
            default -> nb;
        };
        return text.formatted(values);
    }
}
