#pragma once

// What the program does by itself, each a thread with a name: signing the journal, firing what
// falls due, keeping restricted incidents open to somebody when posts change hands, taking in what
// the public front spooled, holding
// advisories against a register that changed, writing down who looked at what, sending mail to
// those who are called, keeping the front alive.

#include "app/child.h"
#include "app/org.h"
#include "app/wake_mail.h"
#include "team/access.h"

#include <chrono>
#include <functional>
#include <string>
#include <thread>
#include <vector>

namespace sokuo::app {

class Duties {
public:
    /// Both must outlive the duties.
    Duties(Org& org, WakeMail& mail) : org_{org}, mail_{mail} {}

    /// `front` may be null. `looks` must outlive the duties.
    void start(FrontChild* front, team::Looks& looks);
    /// Ends every duty at once and waits for it. Called by the destructor as well.
    void stop();
    ~Duties() { stop(); }
    Duties(const Duties&) = delete;
    Duties& operator=(const Duties&) = delete;
    Duties(Duties&&) = delete;
    Duties& operator=(Duties&&) = delete;

private:
    void every(std::chrono::milliseconds pause, std::string name, std::function<Result<>()> duty);

    Org& org_;
    WakeMail& mail_;
    std::vector<std::jthread> threads_;
};

} // namespace sokuo::app
