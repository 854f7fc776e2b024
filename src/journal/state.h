#pragma once

// What an open journal holds in memory: nothing that a lost transaction could make wrong.

#include "journal/journal.h"
#include "journal/key_ring.h"
#include "journal/record.h"

namespace sokuo::journal {

struct Journal::State {
    State(store::Store& store_, Keys& keys_, const Clock& clock_, Random& random_, Options options_)
        : store{store_}, clock{clock_}, random{random_}, options{std::move(options_)}, ring{keys_},
          reader{ring, options.upcasts} {}

    store::Store& store;
    const Clock& clock;
    Random& random;
    Options options; ///< `views` begins with the journal's own.
    KeyRing ring;
    Reader reader;
    Opened opened;
};

} // namespace sokuo::journal
