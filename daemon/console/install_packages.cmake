# Run by CMakeLists.txt: node_modules as package-lock.json says. Asks nobody when the lock says what it said before, whatever its date.
file(SHA256 ${FROM}/package-lock.json wanted)
set(stamp ${TREE}/npm.stamp)
set(installed "")
if(EXISTS ${stamp})
  file(READ ${stamp} installed)
endif()
if(NOT installed STREQUAL wanted)
  file(COPY ${FROM}/package.json ${FROM}/package-lock.json DESTINATION ${TREE})
  execute_process(
    COMMAND ${NPM} ci --ignore-scripts --include=dev --include=optional --prefer-offline --no-audit --no-fund --no-update-notifier
            --loglevel=error
    WORKING_DIRECTORY ${TREE}
    RESULT_VARIABLE failed)
  if(failed)
    file(REMOVE ${stamp})
    message(FATAL_ERROR "the packages of daemon/console/package-lock.json could not be installed (npm ci in ${TREE}); npm says why above")
  endif()
endif()
file(WRITE ${stamp} ${wanted})
